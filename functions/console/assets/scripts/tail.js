// Follows a topic's new records, on top of those that were browsed. Who reads one is not disturbed:
// while a record is open, or the list's beginning is out of sight, what comes waits to be asked for.

/** How many records stay on the page, and how many wait for it. */
const KEPT = 300;

/** Over how long the rate is taken, in ms. */
const RATE_TIME = 5_000;

/** How long typing pauses before the filter changes, in ms. */
const TYPING = 400;

/** Starts and stops following by the button. */
export function start() {
  const controls = document.querySelector("[data-tail]");
  const [button, pause, fresh, state] = ["tail", "tail-pause", "tail-new", "tail-state"]
    .map((id) => document.getElementById(id));
  const list = document.getElementById("records");
  const form = document.getElementById("browse");
  let source;
  let shown = 0;
  let left = 0;
  let isPaused = false;
  let waiting = [];
  let arrivals = [];

  function stop(why) {
    source?.close();
    source = undefined;
    button.textContent = "Follow live";
    button.setAttribute("aria-pressed", "false");
    pause.hidden = true;
    state.textContent = why;
  }

  function follow() {
    source?.close();
    // What the form says now, whether or not it was sent.
    const query = new URLSearchParams(new FormData(form));
    query.delete("at");
    source = new EventSource(`${controls.dataset.tail}?${query}`);
    button.textContent = "Stop following";
    button.setAttribute("aria-pressed", "true");
    pause.hidden = false;
    state.textContent = "Waiting for records…";
    source.addEventListener("records", ({ data }) => {
      const { html, left: more } = JSON.parse(data);
      left += more;
      const now = performance.now();
      arrivals.push([now, html.length + more]);
      arrivals = arrivals.filter(([time]) => now - time < RATE_TIME);
      waiting = [...html, ...waiting].slice(0, KEPT);
      if (isPaused || isRead()) tell();
      else show();
    });
    source.addEventListener("trouble", ({ data }) => stop(JSON.parse(data).message));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) stop("Cannot follow with these fields.");
    });
  }

  function isRead() {
    return list.querySelector("details[open]") !== null ||
      (list.children.length > 0 && list.getBoundingClientRect().top < 0);
  }

  function show() {
    shown += waiting.length;
    list.insertAdjacentHTML("afterbegin", waiting.join(""));
    document.querySelector(".record-heads").hidden = list.children.length === 0;
    waiting = [];
    const spare = [...list.children].slice(KEPT).filter((item) => !item.querySelector("[open]"));
    for (const item of spare) item.remove();
    tell();
  }

  function tell() {
    fresh.hidden = waiting.length === 0;
    fresh.textContent = `${waiting.length}${waiting.length === KEPT ? " or more" : ""} new`;
    const came = arrivals.reduce((sum, [, records]) => sum + records, 0);
    const rate = came / (RATE_TIME / 1_000);
    state.textContent =
      `${shown} records shown, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s` +
      (left > 0 ? `, ${left} more came too fast to be shown` : "");
  }

  let typing;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => source && follow(), TYPING);
  });
  controls.hidden = false;
  button.addEventListener("click", () => source ? stop("") : follow());
  fresh.addEventListener("click", () => {
    show();
    list.firstElementChild?.querySelector("summary").focus();
  });
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", `${isPaused}`);
    if (!isPaused && !isRead()) show();
  });
}
