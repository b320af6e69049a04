/**
 * `GET /logs`: the last lines of this replica's log, for those who cannot see where it is written.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { readParameters } from "../http/body.ts";
import { numeric } from "../http/numeric_parameter.ts";
import { addRoute, answer } from "../http/routes.ts";
import { LEVELS } from "../log/log.ts";
import type { LogTail } from "../log/log_tail.ts";
import { unknownParameter } from "../trigger/control/start_parameters.ts";

const TAIL = { error: "must be a whole number from 1 to 200" };

const shape = {
  tail: numeric(z.int(TAIL).min(1, TAIL).max(200, TAIL)).default(50).openapi({
    description: "How many lines",
    example: 50,
  }),
};

const parameters = z.strictObject(shape, unknownParameter(shape));

/** Adds the route. */
export function addLogRoute(app: OpenAPIHono, log: Pick<LogTail, "last">): void {
  addRoute(app, {
    path: "/logs",
    summary: "The last lines of this replica's log, the oldest first",
    parameters,
    answer: answer({
      lines: z.array(z.object({ time: z.string(), level: z.enum(LEVELS), text: z.string() })),
    }),
    example: {
      status: "ok",
      message: "1 line",
      lines: [{ time: "2026-11-30T03:11:02.305Z", level: "info", text: "closed day=2026-11-29" }],
    },
    problems: { 422: "Unknown or wrong parameters; the detail says what to change" },
  }, async (c) => {
    const { tail } = await readParameters(c, parameters);
    const lines = log.last(tail);
    const message = `${lines.length} ${lines.length === 1 ? "line" : "lines"}`;
    return c.json({ status: "ok", message, lines });
  });
}
