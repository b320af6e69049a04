/**
 * The API reference page: Swagger UI, served by the function itself so that it works offline.
 *
 * @module
 */
import { Hono } from "hono";
import { html } from "hono/html";

/** The files of Swagger UI; they are large, and loaded when they are first asked for. */
const ASSETS: Record<string, { type: string; load(): Promise<{ default: string }> }> = {
  "swagger-ui.css": {
    type: "text/css",
    load: () => import("swagger-ui-dist/swagger-ui.css", { with: { type: "text" } }),
  },
  "swagger-ui-bundle.js": {
    type: "text/javascript",
    load: () => import("swagger-ui-dist/swagger-ui-bundle.js", { with: { type: "text" } }),
  },
  "start.js": {
    type: "text/javascript",
    load: () => Promise.resolve({ default: START }),
  },
};

const START = `SwaggerUIBundle({ url: "../openapi.json", dom_id: "#reference" });\n`;

/** The page may load what the function serves, and nothing else. Swagger UI sets styles inline. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Routes of the page and its files, to be mounted under `/docs`. */
export function docsRoutes(title: string): Hono {
  const routes = new Hono();
  routes.get("/", (c) => {
    c.header("content-security-policy", POLICY);
    return c.html(page(title));
  });
  for (const [name, { type, load }] of Object.entries(ASSETS)) {
    routes.get(`/${name}`, async (c) => {
      const { default: text } = await load();
      return c.body(text, 200, { "content-type": type, "cache-control": "max-age=3600" });
    });
  }
  return routes;
}

function page(title: string) {
  return html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="docs/swagger-ui.css">
      </head>
      <body>
        <div id="reference"></div>
        <script src="docs/swagger-ui-bundle.js"></script>
        <script src="docs/start.js"></script>
      </body>
    </html>
  `;
}
