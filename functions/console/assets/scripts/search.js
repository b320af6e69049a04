// Has a search go on: what its next look finds is put below what was found, and the address tells
// where it is, until enough was found, all was looked at, or it is told to stop.

/** Goes on where the page's search has more to look at. */
export function start() {
  const stop = document.getElementById("search-stop");
  const found = document.querySelector("[data-found]");
  let total = Number(found.textContent);
  let isStopped = false;
  stop.addEventListener("click", () => {
    isStopped = true;
    stop.hidden = true;
  });
  run();

  async function run() {
    const status = () => document.querySelector(".search");
    while (!isStopped && status().dataset.search === "on") {
      stop.hidden = false;
      const next = status().querySelector("[rel=next]").href;
      let page;
      try {
        const response = await fetch(next, { headers: { accept: "text/html" } });
        if (!response.ok) throw new Error(`The console answered ${response.status}`);
        page = new DOMParser().parseFromString(await response.text(), "text/html");
      } catch ({ message }) {
        status().querySelector("[role=status]").textContent = `${message}; it can go on.`;
        break;
      }
      if (isStopped) break;
      const records = page.querySelectorAll("#records > li");
      total += records.length;
      document.getElementById("records").append(...records);
      document.querySelector(".record-heads").hidden = total === 0;
      show(page.querySelector(".search"), total);
      history.replaceState(null, "", next);
      if (total >= MOST) break;
    }
    stop.hidden = true;
  }

  function show(report, total) {
    report.querySelector("[data-found]").textContent = total.toLocaleString("en");
    const here = document.querySelector(".search");
    here.dataset.search = report.dataset.search;
    here.querySelector("[role=status]").replaceWith(report.querySelector("[role=status]"));
    const [old, link] = [here.querySelector("[rel=next]"), report.querySelector("[rel=next]")];
    if (link) old.replaceWith(link);
    else old.remove();
  }
}

/** How many records stay on a page; the link goes on with more. */
const MOST = 1_000;
