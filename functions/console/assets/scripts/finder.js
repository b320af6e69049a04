// The search over everything: `/`, Ctrl-K or its button open it above any page.

/** How long typing pauses before it is looked for, in ms. */
const TYPING = 120;

/** Has the button and the keys open the search. */
export function start(button) {
  button.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(button.href);
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    const isKey = (event.key === "/" && !isTyping && !event.ctrlKey && !event.altKey) ||
      (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!isKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(button.href);
  });
  button.setAttribute("aria-keyshortcuts", "/ Control+K");
}

async function partsOf(address) {
  const response = await fetch(address, { headers: { accept: "text/html" } });
  if (!response.ok) throw new Error(`The console answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html")
    .getElementById("finder-parts");
}

/** What the page of the search has, too; it is there at once, so that nothing typed is lost. */
const PARTS = `<div class="finder"><form role="search">
  <label class="visually-hidden" for="finder-text">Search topics, groups, functions, brokers and settings</label>
  <input type="search" id="finder-text" autocomplete="off"
    placeholder="Topics, groups, functions, brokers, settings">
  <button type="submit">Search</button>
</form><div id="found"></div></div>`;

function open(address) {
  // On the page of the search itself, its field is there.
  const here = document.getElementById("finder-text");
  if (here) return here.focus();
  const dialog = document.createElement("dialog");
  dialog.className = "finder-dialog";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML = PARTS;
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  const [field, found] = [dialog.querySelector("input"), dialog.querySelector("#found")];
  field.focus();
  follow(dialog, field, found, address);
}

function follow(dialog, field, found, address) {
  let typing;
  let asked = 0;
  let isSent = false;
  const links = () => [...found.querySelectorAll("a")];

  async function look() {
    const turn = ++asked;
    const parts = await partsOf(`${address}?${new URLSearchParams({ q: field.value })}`)
      .catch(({ message }) => message);
    if (turn !== asked) return;
    if (typeof parts === "string") found.textContent = parts;
    else found.replaceChildren(...parts.querySelector("#found").childNodes);
    if (isSent) links()[0]?.click();
  }

  // The favourites, as long as nothing is typed.
  look();
  field.addEventListener("input", () => {
    clearTimeout(typing);
    asked++;
    typing = setTimeout(look, TYPING);
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    isSent = true;
    look();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [field, ...links()];
    const next = all.indexOf(document.activeElement) + step;
    all[(next + all.length) % all.length].focus();
  });
}
