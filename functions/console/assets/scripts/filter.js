// Filters a list while somebody types: what changes on the page is fetched, and the address follows.

import { partsOf } from "./parts.js";

/** How long typing pauses before the list changes, in ms. */
const TYPING = 200;

/** @param show takes the new address of the page, and the HTML of its live parts by their ids. */
export function start(form, show) {
  let typing;
  let asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    asked++;
    typing = setTimeout(look, TYPING);
  });

  // What was typed before this ran is looked for, too.
  const field = form.querySelector("[type=search]");
  if (field.value !== field.defaultValue) look();

  async function look() {
    const turn = asked;
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...query]) if (value === "") query.delete(name);
    const address = `${location.pathname}${query.size > 0 ? `?${query}` : ""}`;
    const parts = await partsOf(address);
    // Where it cannot be filtered now, the button still asks for it.
    if (parts === undefined || turn !== asked) return;
    history.replaceState(null, "", address);
    show(address, parts);
  }
}
