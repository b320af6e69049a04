/**
 * The same application behind a password, for a listener that others can reach.
 *
 * @module
 */
import { Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { except } from "hono/combine";

/** An application that asks for the password (RFC 7617) before it hands requests on. */
export function behindPassword(
  fetch: (request: Request) => Response | Promise<Response>,
  credentials: { username: string; password: string },
): Hono {
  const app = new Hono();
  app.use(except("/healthz", basicAuth({ ...credentials, realm: "Instigator" })));
  app.all("*", (c) => fetch(c.req.raw));
  return app;
}
