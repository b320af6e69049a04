// Fetches what is in a record when its line is opened.

/** Shows what is in the records whose lines are opened, those that come later, too. */
export function start() {
  document.addEventListener("toggle", ({ target }) => {
    const link = target.open && target.querySelector?.("[data-open]");
    if (link && !target.dataset.opened) show(target, link);
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".records [data-where], .records [data-column]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.search = withField(link.dataset);
  });
}

/** The address that looks for a field besides what it looks for now, or shows it as a column. */
function withField({ where, column }) {
  const query = new URLSearchParams(location.search);
  const before = query.get("where");
  if (where !== undefined) query.set("where", before ? `${before} && ${where}` : where);
  if (column !== undefined && !query.getAll("column").includes(column)) {
    query.append("column", column);
  }
  query.delete("at");
  return `${query}`;
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
