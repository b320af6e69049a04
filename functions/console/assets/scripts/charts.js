// Draws the charts of a page from the series that its events bring.

// What comes of packages is not a file beside this one, where tools would look for it.
const { default: uPlot } = await import(new URL("uplot.js", import.meta.url).href);

import { zone, zonedText } from "./clock.js";

/** How much of the past a chart shows, in seconds, and how many points are kept for that. */
const SPAN = 300;
const KEPT = 600;

const HEIGHT = 160;

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

const charts = [];
let points = { at: [], series: {} };

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
  const { unit } = element.dataset;
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
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: { y: false, drag: { x: false, y: false } },
    legend: {
      live: true,
      markers: { dash: (plot, index) => plot.series[index].dash ? "dotted" : "solid" },
    },
    scales: {
      x: { range: () => [Date.now() / 1000 - SPAN, Date.now() / 1000] },
      y: { range: (_, __, max) => [0, Math.max(max * 1.1, unit === "latency" ? 5 : 1)] },
    },
    axes: [
      { ...axis, size: 30, space: 54, values: (_, times) => times.map(tick) },
      { ...axis, size: 56, space: 28, values: (_, values) => values.map(TICKS[unit]) },
    ],
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

/** Takes the newest point. */
export function append({ at, series }) {
  points.at = [...points.at, ...at].slice(-KEPT);
  for (const [name, values] of Object.entries(series)) {
    points.series[name] = [...points.series[name] ?? [], ...values].slice(-KEPT);
  }
  draw();
}
