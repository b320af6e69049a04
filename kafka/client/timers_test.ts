import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";
import "./timers.ts";

const noLogger = { debug() {}, warn() {} };

function push(queue: RequestQueue, correlationId: number, sent: number[]): void {
  const entry = { correlationId, resolve() {}, reject() {} };
  const sendRequest = () => sent.push(correlationId);
  queue.push({ entry, expectResponse: true, requestTimeout: null, sendRequest });
}

Deno.test("kafkajs's request queue sets no timer when no request is held back", () => {
  const queue = new RequestQueue({ logger: noLogger });
  push(queue, 1, []);
  queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
  assertEquals(queue.throttleCheckTimeoutId, null);
});

Deno.test("kafkajs's request queue sends what is held back when the broker's throttle ends", async () => {
  const queue = new RequestQueue({ logger: noLogger });
  const sent: number[] = [];
  queue.maybeThrottle(5);
  push(queue, 1, sent);
  assertEquals(sent, []);
  const signal = AbortSignal.timeout(10_000);
  while (sent.length === 0) await delay(1, { signal });
  queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
});
