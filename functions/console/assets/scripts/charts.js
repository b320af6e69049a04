// Draws the charts of a page from the series that its events bring.

// What comes of packages is not a file beside this one, where tools would look for it.
const { default: uPlot } = await import(new URL("uplot.js", import.meta.url).href);

import { zone, zonedText } from "./clock.js";

/** How many points are kept. */
const KEPT = 900;

const HEIGHT = 170;

/** How many lines of a chart are solid; those after them are dashed. */
const SOLID = 5;

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const number = (value) => (Math.abs(value) >= 10 ? whole : fine).format(value);

const UNITS = {
  rate: number,
  count: (value) => whole.format(value),
  latency: (value) => value >= 1000 ? `${fine.format(value / 1000)} s` : `${number(value)} ms`,
};

const TICKS = {
  rate: (value) => short.format(value),
  count: (value) => short.format(value),
  latency: UNITS.latency,
};

/** A latency's scale is that of what most are, in s: a single peak does not press all others flat. */
const RECENT = 60;
const USUAL = 0.95;
const ROOM = 1.15;

/** Marks that are closer together than this have one sign, in px. */
const SIGN_ROOM = 14;

const charts = [];
let points = { at: [], series: {} };
let marks = [];

/** A color of the styles, as it is in the theme of now. */
function color(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function options(element) {
  const { unit, scale } = element.dataset;
  const span = Number(element.dataset.span);
  const isLogarithmic = unit === "latency" && scale === "log";
  const lines = JSON.parse(element.dataset.lines);
  const grid = () => color("--line");
  const axis = {
    stroke: () => color("--muted"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: 4 },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    pxAlign: 0,
    // Room for the signs of what happened.
    padding: [16, null, null, null],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: { y: false, drag: { x: false, y: false } },
    legend: {
      live: true,
      markers: { dash: (plot, index) => plot.series[index].dash ? "dotted" : "solid" },
    },
    scales: {
      x: { range: () => [Date.now() / 1000 - span, Date.now() / 1000] },
      y: isLogarithmic
        ? { distr: 3, range: (_, min, max) => decades(min, max) }
        : { range: (plot, __, max) => [0, topOf(plot, unit, max)] },
    },
    axes: [
      { ...axis, size: 30, space: 54, values: (_, times) => times.map(tick) },
      {
        ...axis,
        size: 56,
        space: 28,
        values: (_, values) => values.map((value) => value === null ? "" : TICKS[unit](value)),
      },
    ],
    hooks: { draw: [drawMarks] },
    series: [
      { label: `time (${zone})`, value: (_, time) => time === null ? "" : clock(time) },
      ...lines.map(({ label }, index) => ({
        label,
        width: 1.75,
        spanGaps: true,
        stroke: () => color(`--series-${index + 1}`),
        // Many lines differ in more than their colors.
        dash: index >= SOLID ? [7, 4] : undefined,
        fill: index === 0 ? () => color("--series-1-fill") : undefined,
        points: { show: false },
        value: (_, value) => value === null || value === undefined ? "–" : UNITS[unit](value),
      })),
    ],
  };
}

/** A time on the axis: whole minutes are written without seconds. */
function tick(seconds) {
  return seconds % 60 === 0 ? clock(seconds).slice(0, 5) : clock(seconds);
}

function clock(seconds) {
  return zonedText(seconds * 1000).slice(11, 19);
}

/** The powers of ten around figures. */
function decades(min, max) {
  const low = Math.max(0.1, Number.isFinite(min) ? min : 1);
  const high = Math.max(low * 10, Number.isFinite(max) ? max : 10);
  return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
}

/** Where a linear scale ends. That of a latency leaves out a peak that is over; the chart says so. */
function topOf(plot, unit, max) {
  if (unit !== "latency") return Math.max(max * 1.1, 1);
  const peak = plot.root.closest("figure").querySelector("[data-peak]");
  const now = Date.now() / 1000;
  const [times, ...series] = plot.data;
  const seen = [];
  let highest = { value: 0 };
  let recent = 0;
  for (const values of series) {
    values.forEach((value, index) => {
      if (value === null || times[index] < plot.scales.x.min) return;
      seen.push(value);
      if (value > highest.value) highest = { value, at: times[index] };
      if (times[index] > now - RECENT) recent = Math.max(recent, value);
    });
  }
  const usual = seen.sort((a, b) => a - b)[Math.floor(seen.length * USUAL)] ?? 0;
  const top = Math.max(5, Math.max(recent, usual) * ROOM);
  peak.hidden = highest.value <= top;
  peak.textContent = peak.hidden
    ? ""
    : `Beyond the scale: ${UNITS.latency(highest.value)} at ${clock(highest.at)}.`;
  return top;
}

/** A line for each thing that happened, with its sign at the top. */
function drawMarks({ ctx, bbox, scales: { x }, valToPos }) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(
    bbox.left,
    bbox.top - 14 * devicePixelRatio,
    bbox.width,
    bbox.height + 14 * devicePixelRatio,
  );
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  let free = -Infinity;
  for (const { at, sign, tone } of marks) {
    if (at < x.min || at > x.max) continue;
    const left = Math.round(valToPos(at, "x", true));
    ctx.strokeStyle = ctx.fillStyle = color(tone === "plain" ? "--muted" : `--${tone}`);
    ctx.globalAlpha = 0.7;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
    if (left < free) continue;
    free = left + SIGN_ROOM * devicePixelRatio;
    ctx.globalAlpha = 1;
    ctx.fillText(sign, left, bbox.top - 3 * devicePixelRatio);
  }
  ctx.restore();
}

function dataOf({ names }) {
  return [points.at, ...names.map((name) => points.series[name] ?? points.at.map(() => null))];
}

function draw() {
  for (const chart of charts) {
    chart.plot.setData(dataOf(chart));
    // While nobody points at it, the legend has the newest figures.
    if (!(chart.plot.cursor.left >= 0)) chart.plot.setLegend({ idx: points.at.length - 1 });
    const { values } = chart;
    const newest = values.map(([label, name, format]) => {
      const value = points.series[name]?.findLast((figure) => figure !== null);
      return `${label} ${value === undefined ? "unknown" : format(value)}`;
    });
    chart.element.setAttribute("aria-description", `Now: ${newest.join(", ")}`);
  }
}

/** Makes a chart of each element. */
export function start(elements) {
  for (const element of elements) {
    const lines = JSON.parse(element.dataset.lines);
    const names = lines.map(({ series }) => series);
    const format = UNITS[element.dataset.unit];
    const values = lines.map(({ label, series }) => [label, series, format]);
    const chart = { element, names, values };
    chart.plot = new uPlot(options(element), dataOf(chart), element);
    charts.push(chart);
    new ResizeObserver(() => {
      chart.plot.setSize({ width: element.clientWidth, height: HEIGHT });
    }).observe(element);
  }
  addEventListener("themechange", () => charts.forEach(({ plot }) => plot.redraw()));
}

/** Takes the points of the past. */
export function replace(history) {
  points = history;
  draw();
}

/** Takes the newest point; of a long past, the step under way replaces what it was. */
export function append({ at, series }) {
  const isKnown = at.length > 0 && points.at.at(-1) === at[0];
  const before = (values) => isKnown ? values.slice(0, -1) : values;
  points.at = [...before(points.at), ...at].slice(-KEPT);
  for (const [name, values] of Object.entries(series)) {
    points.series[name] = [...before(points.series[name] ?? []), ...values].slice(-KEPT);
  }
  draw();
}

/** Takes what happened. */
export function mark(moments) {
  marks = moments;
  draw();
}
