/**
 * Calls a function once, by itself and without Kafka: `deno run … functions/runtime/invoke_main.ts
 * <path/function.ts>`. The records are read from stdin, and the answer is that of `POST
 * /invoke?dry_run=true`. What is wrong with the records is told on stderr, and ends it with 1.
 *
 * @module
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import { loadFunction } from "./define/load_function.ts";
import { asProblem } from "./http/problems/kafka_problem.ts";
import { Log } from "./log/log.ts";
import { FunctionCaller } from "./own/call/function_caller.ts";
import { recordFilter } from "./own/input/record_filter.ts";
import { addInvokeRoute } from "./own/invoke/invoke_route.ts";
import { Invoker } from "./own/invoke/invoker.ts";
import { loadOrExit } from "./own/load_or_exit.ts";

const NO_KAFKA = () => Promise.reject(new Error("There is no Kafka here"));

const [path] = Deno.args;
const own = await loadOrExit(path, () => loadFunction(path));
const { name, output, trigger, input } = own;
const log = new Log({ name, level: "info", pretty: true, write: (_, line) => console.error(line) });
const writer = { admit() {}, write: NO_KAFKA };
const resources = { name, output: output?.topic, writer, log };
const app = new OpenAPIHono();
app.onError((error) => {
  const problem = asProblem(error);
  if (problem === undefined) throw error;
  return problem.toResponse();
});
addInvokeRoute(app, own, {
  invoker: new Invoker({
    own,
    resources,
    caller: new FunctionCaller(own, resources, () => {}),
    ...(trigger?.filter && { filter: recordFilter(trigger.filter, input) }),
  }),
  lastRecords: NO_KAFKA,
});
const body = await new Response(Deno.stdin.readable).text();
const response = await app.request("/invoke?dry_run=true", { method: "POST", body });
const answer = await response.json();
if (response.ok) console.log(JSON.stringify(answer));
else console.error(answer.detail);
Deno.exit(response.ok ? 0 : 1);
