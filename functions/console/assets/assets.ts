/**
 * The files that browsers load besides the pages: styles, scripts, the icon.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import idiomorph from "idiomorph/dist/idiomorph.esm.js" with { type: "text" };
import uplot from "uplot/dist/uPlot.esm.js" with { type: "text" };
import uplotStyles from "uplot/dist/uPlot.min.css" with { type: "text" };
import charts from "./scripts/charts.js" with { type: "text" };
import clock from "./scripts/clock.js" with { type: "text" };
import copy from "./scripts/copy.js" with { type: "text" };
import openRecord from "./scripts/open_record.js" with { type: "text" };
import script from "./scripts/console.js" with { type: "text" };
import filter from "./scripts/filter.js" with { type: "text" };
import finder from "./scripts/finder.js" with { type: "text" };
import icon from "./icon.svg" with { type: "text" };
import inPlace from "./scripts/in_place.js" with { type: "text" };
import parts from "./scripts/parts.js" with { type: "text" };
import search from "./scripts/search.js" with { type: "text" };
import tail from "./scripts/tail.js" with { type: "text" };
import theme from "./scripts/theme.js" with { type: "text" };
import { STYLES } from "./styles.ts";

const SCRIPT = "text/javascript; charset=utf-8";
const CSS = "text/css; charset=utf-8";

const ASSETS: Record<string, readonly [type: string, text: string]> = {
  "charts.js": [SCRIPT, charts],
  "clock.js": [SCRIPT, clock],
  "console.css": [CSS, STYLES],
  "console.js": [SCRIPT, script],
  "copy.js": [SCRIPT, copy],
  "filter.js": [SCRIPT, filter],
  "finder.js": [SCRIPT, finder],
  "icon.svg": ["image/svg+xml", icon],
  "idiomorph.js": [SCRIPT, idiomorph],
  "in_place.js": [SCRIPT, inPlace],
  "open_record.js": [SCRIPT, openRecord],
  "parts.js": [SCRIPT, parts],
  "search.js": [SCRIPT, search],
  "tail.js": [SCRIPT, tail],
  "theme.js": [SCRIPT, theme],
  "uplot.css": [CSS, uplotStyles],
  "uplot.js": [SCRIPT, uplot],
};

/** Adds the routes of the assets. Browsers ask whether they have changed, and mostly they have not. */
export function addAssets(app: OpenAPIHono): void {
  for (const [name, [type, text]] of Object.entries(ASSETS)) {
    let etag: Promise<string> | undefined;
    app.get(`/assets/${name}`, async (c) => {
      const tag = await (etag ??= digest(text));
      const headers = { "content-type": type, "cache-control": "no-cache", etag: tag };
      if (c.req.header("if-none-match") === tag) return c.body(null, 304, headers);
      return c.body(text, 200, headers);
    });
  }
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `"${new Uint8Array(bytes).toHex().slice(0, 20)}"`;
}
