// Links that change a part of their page, such as a row that becomes a form: it is fetched and shown where
// it stands. Without scripts they are links.

import { partsOf } from "./parts.js";

/** @param show takes the new address of the page, and the HTML of its live parts by their ids. */
export function start(show) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-in-place]");
    if (!link || event.button > 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    follow(link);
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const cancel = key === "Escape" && target.closest?.("form.in-row")?.querySelector("a");
    if (cancel) follow(cancel);
  });

  async function follow({ href, pathname, search, hash }) {
    const address = pathname + search;
    const parts = await partsOf(address);
    if (parts === undefined) return location.assign(href);
    history.replaceState(null, "", address);
    show(address, parts);
    const row = document.getElementById(decodeURIComponent(hash.slice(1)))?.closest("tr");
    row?.querySelector("form.in-row :is(input:not([type=hidden]), select), a[data-in-place]")
      ?.focus();
  }
}
