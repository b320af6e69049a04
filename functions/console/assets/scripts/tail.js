// Follows a topic's new records, on top of those that were browsed.

/** How many records stay on the page. */
const KEPT = 300;

/** Starts and stops following by the button. */
export function start() {
  const controls = document.querySelector("[data-tail]");
  const button = document.getElementById("tail");
  const state = document.getElementById("tail-state");
  const list = document.getElementById("records");
  let source;
  let shown = 0;
  let left = 0;

  function stop(why) {
    source?.close();
    source = undefined;
    button.textContent = "Follow live";
    button.setAttribute("aria-pressed", "false");
    state.textContent = why;
  }

  function follow() {
    source = new EventSource(controls.dataset.tail);
    button.textContent = "Stop following";
    button.setAttribute("aria-pressed", "true");
    state.textContent = "Waiting for records…";
    source.addEventListener("records", ({ data }) => {
      const { html, left: more } = JSON.parse(data);
      shown += html.length;
      left += more;
      list.insertAdjacentHTML("afterbegin", html.join(""));
      while (list.children.length > KEPT) list.lastElementChild.remove();
      state.textContent = `${shown} records shown` +
        (left > 0 ? `, ${left} more came too fast to be shown` : "");
    });
    source.addEventListener("trouble", ({ data }) => stop(JSON.parse(data).message));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) stop("Cannot follow with these fields.");
    });
  }

  controls.hidden = false;
  button.addEventListener("click", () => source ? stop("") : follow());
}
