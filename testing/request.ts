/**
 * Sends a function a request as it is, without Kafka and without a port: for tests of its own routes.
 *
 * @module
 */
import { Hono } from "hono";
import type { DefinedFunction } from "../functions/runtime/define/define_function.ts";
import type { Input as InputKind } from "../functions/runtime/define/definition.ts";
import { readDefinition } from "../functions/runtime/define/read_definition.ts";
import { asProblem } from "../functions/runtime/http/problems/kafka_problem.ts";
import { answerRequest } from "../functions/runtime/own/fetch/fetch_route.ts";
import type { Outgoing } from "../functions/runtime/own/output/outgoing.ts";
import { TEST_LOG, toOutput } from "./invoke.ts";
import type { TestRecord } from "./read_topic.ts";

/** What came of a request. */
export interface Answered {
  response: Response;
  /** What the function would have written. */
  outputs: TestRecord[];
}

/**
 * Has a function answer a request by its own `fetch`. Nothing is written.
 *
 * @param path such as `/orders?limit=2`.
 * @throws what the handler throws.
 * @throws {ConfigError} with the faults of its definition.
 */
export async function request<I extends InputKind>(
  defined: DefinedFunction<I>,
  path: string,
  init?: RequestInit,
): Promise<Answered> {
  const own = readDefinition("function", defined as unknown as DefinedFunction);
  if (own.fetch === undefined) throw new Error("It answers no requests: it has no fetch");
  const { fetch, name, output } = own;
  const written: Outgoing[] = [];
  const writer = {
    admit() {},
    write(records: readonly Outgoing[]) {
      const from = written.length;
      written.push(...records);
      return Promise.resolve(
        records.map(({ topic }, i) => ({ topic, partition: 0, offset: from + i })),
      );
    },
  };
  const resources = { name, output: output?.topic, writer, log: TEST_LOG };
  const app = new Hono();
  app.onError((error) => {
    const problem = asProblem(error);
    if (problem === undefined) throw error;
    return problem.toResponse();
  });
  app.all("*", (c) => answerRequest(fetch, resources, c, new AbortController().signal));
  const response = await app.request(path, init);
  return { response, outputs: written.map(toOutput) };
}
