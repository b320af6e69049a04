/**
 * A function's HTTP application, from its parts.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  addDeadLetterRoutes,
  type DeadLetterRoutesOptions,
} from "../dead_letters/dead_letter_routes.ts";
import type { OwnFunction } from "../define/read_definition.ts";
import { type AppOptions, createApp } from "../http/app.ts";
import { addGreeting, addRoute } from "../http/routes.ts";
import { addTriggerRoutes, type TriggerRoutesOptions } from "../trigger/control/trigger_routes.ts";
import type { Wanted } from "../trigger/control/wanted_trigger.ts";
import type { CallResources } from "./call/call_context.ts";
import { answerRequest } from "./fetch/fetch_route.ts";
import { addLogRoute } from "./log_route.ts";
import { type FunctionStatus, functionStatusSchema } from "./function_status.ts";
import type { LogTail } from "../log/log_tail.ts";
import { addInvokeRoute, type InvokeRouteOptions } from "./invoke/invoke_route.ts";

/** What a function's application is made of. */
export interface FunctionAppOptions
  extends Omit<AppOptions, "title" | "description" | "pages" | "otherwise"> {
  resources: CallResources;
  log: Pick<LogTail, "last">;
  /** Aborted when the function ends. */
  ending: AbortSignal;
  status: { read(wanted: Wanted | undefined): Promise<FunctionStatus> };
  /** What it does by itself; `undefined` for a function that only answers requests. */
  work:
    | (Pick<TriggerRoutesOptions, "commands" | "wanted" | "runner"> & InvokeRouteOptions)
    | undefined;
  /** Its dead letters; `undefined` for a function that writes none. */
  letters: DeadLetterRoutesOptions | undefined;
}

/** A function's application. */
export function createFunctionApp(own: OwnFunction, options: FunctionAppOptions): OpenAPIHono {
  const { name, description, trigger, fetch } = own;
  const { work, letters, status, resources, ending } = options;
  const app = createApp({
    ...options,
    title: name,
    description: description ?? `The function ${name}.`,
    ...(fetch && { otherwise: (c) => answerRequest(fetch, resources, c, ending) }),
  });
  addLogRoute(app, options.log);
  if (work === undefined) {
    addGreeting(app, name, ["/logs"]);
    addRoute(app, {
      path: "/status",
      summary: "What it says of itself, and what it did",
      answer: functionStatusSchema,
      example: { status: "ok", message: `${name} is started` },
    }, async (c) => c.json(await status.read({ state: "started", topics: [], group: name })));
    return app;
  }
  addTriggerRoutes(app, {
    ...work,
    status: { read: (wanted) => status.read(wanted), schema: functionStatusSchema },
    name,
    routeSuffix: "",
    otherRoutes: ["/invoke", "/logs", ...letters ? ["/dead-letters"] : []],
    defaults: { topics: trigger?.topics ?? [], group: trigger?.group ?? name, isFixed: true },
  });
  addInvokeRoute(app, own, work);
  if (letters) addDeadLetterRoutes(app, letters);
  return app;
}
