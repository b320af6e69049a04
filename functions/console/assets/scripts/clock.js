// One clock: tells the console the browser's zone, so that times come in it; shows those of the first
// page, which came before it was told; and says how long ago a time was, when it is pointed at.

const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone;
const YEAR = 31_536_000;

const { zone: given, zoneChosen } = document.body.dataset;
const isTold = document.cookie.split("; ").includes(`local-zone=${encodeURIComponent(LOCAL)}`);
if (!isTold) {
  document.cookie = `local-zone=${
    encodeURIComponent(LOCAL)
  }; path=/; samesite=strict; max-age=${YEAR}`;
}

/** The zone of the page's times. */
export const zone = zoneChosen === undefined ? LOCAL : given;

const format = new Intl.DateTimeFormat("sv", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

/** A time in ms as pages have it: `2026-11-22 21:10:03.123`. */
export function zonedText(ms) {
  return format.format(ms).replace(",", ".");
}

if (zone !== given) {
  for (const name of document.querySelectorAll("[data-zone-name]")) name.textContent = zone;
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.textContent = zonedText(Date.parse(time.dateTime)).slice(0, time.textContent.length);
  }
}

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** How long ago: `3 minutes ago`. */
function ago(ms) {
  const seconds = Math.round((ms - Date.now()) / 1_000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return relative.format(Math.round(seconds / size), unit);
}

for (const event of ["pointerover", "focusin"]) {
  document.addEventListener(event, ({ target }) => {
    const time = target.closest?.("time[datetime]") ?? target.querySelector?.("time[datetime]");
    if (time) time.title = `${ago(Date.parse(time.dateTime))} · ${time.dateTime}`;
  });
}
