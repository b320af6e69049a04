// Fetches what is in a record when its line is opened.

/** Shows what is in the records whose lines are opened, those that come later, too. */
export function start() {
  document.addEventListener("toggle", ({ target }) => {
    const link = target.open && target.querySelector?.("[data-open]");
    if (link && !target.dataset.opened) show(target, link);
  }, true);
}

async function show(details, link) {
  details.dataset.opened = "";
  const place = document.createElement("div");
  place.setAttribute("aria-busy", "true");
  details.append(place);
  try {
    const response = await fetch(`${link.pathname}/parts`);
    if (!response.ok) throw new Error((await response.json()).detail);
    place.innerHTML = await response.text();
  } catch ({ message }) {
    place.textContent = message;
    delete details.dataset.opened;
  }
  place.removeAttribute("aria-busy");
}
