// Keeps a page up to date: its own address sends, as server-sent events, what changes on it.

import { start as startFinder } from "./finder.js";

startFinder(document.getElementById("finder"));

// What comes of packages is not a file beside this one, where tools would look for it.
const { Idiomorph } = await import(new URL("idiomorph.js", import.meta.url).href);
const { broken } = document.body.dataset;
let { live: page } = document.body.dataset;
const trouble = document.getElementById("trouble");
const plots = document.querySelectorAll(".plot");
const charts = plots.length > 0 ? await import("./charts.js") : undefined;

// A page that a form was sent to is loaded again, and left and come back to, without sending it again.
if (broken === undefined) history.replaceState(null, "", page + location.hash);

charts?.start(plots);
const filter = document.querySelector("form.filter");
if (filter) (await import("./filter.js")).start(filter, showParts);
if (document.querySelector("[data-in-place]")) (await import("./in_place.js")).start(showParts);
if (document.querySelector("[data-tail]")) (await import("./tail.js")).start();
if (document.querySelector(".records")) (await import("./open_record.js")).start();
if (document.querySelector("[data-search=on]")) (await import("./search.js")).start();
const copies = document.querySelectorAll("[data-copies]");
if (copies.length > 0) (await import("./copy.js")).start(copies);

/** After so long without the console, in ms, the page says so: a restart is quicker. */
const PATIENCE = 2_500;

let source;
let warning;

function say(text) {
  if (trouble.textContent !== text) trouble.textContent = text;
  trouble.hidden = text === "";
}

function morph(element, html) {
  Idiomorph.morph(element, html, { morphStyle: "innerHTML", ignoreActiveValue: true });
}

/** Shows the parts of a page at another address, and follows that from then on. */
function showParts(address, parts) {
  for (const [id, html] of parts) morph(document.getElementById(id), html);
  page = address;
  reopen();
}

function open() {
  source = new EventSource(page);
  source.addEventListener("open", () => {
    clearTimeout(warning);
    say("");
  });
  source.addEventListener("error", () => {
    clearTimeout(warning);
    warning = setTimeout(() => say("The console does not answer; trying again…"), PATIENCE);
    // A browser gives up for good after an answer other than a stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(reopen, PATIENCE);
  });
  source.addEventListener("regions", ({ data }) => {
    // What stands here is no page, but why there was none: now there is.
    if (broken !== undefined) return location.reload();
    say("");
    for (const [id, html] of Object.entries(JSON.parse(data))) {
      const element = document.getElementById(id);
      // Where a row is being edited, what stands there waits.
      if (element && !element.querySelector("form.in-row")) morph(element, html);
    }
  });
  source.addEventListener("trouble", ({ data }) => {
    if (broken === undefined) say(JSON.parse(data).message);
  });
  source.addEventListener("history", ({ data }) => charts?.replace(JSON.parse(data)));
  source.addEventListener("marks", ({ data }) => charts?.mark(JSON.parse(data)));
  source.addEventListener("point", ({ data }) => charts?.append(JSON.parse(data)));
}

function reopen() {
  source.close();
  clearTimeout(warning);
  if (!document.hidden) open();
}

// A browser has few connections for a host: pages that nobody sees need none.
document.addEventListener("visibilitychange", reopen);
addEventListener("pagehide", () => source.close());
addEventListener("pageshow", ({ persisted }) => persisted && reopen());
source = { close() {} };
if (!document.hidden) open();
