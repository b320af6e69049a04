/**
 * Each function made to do all that it can do with Kafka.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { MAX_RETURNS, RETURNS_HEADER } from "../../../kafka/letters/letter_headers.ts";
import type { FunctionProcess } from "../../processes/function_process.ts";
import { eventually } from "../../lab.ts";
import { RestClient } from "../../clients/rest_client.ts";

/** Asks a function something, which must go well. */
async function ask(
  one: FunctionProcess,
  path: string,
  init: RequestInit = {},
  // deno-lint-ignore no-explicit-any -- whatever a function answers
): Promise<any> {
  const response = await fetch(one.url(path), { redirect: "manual", ...init });
  const text = await response.text();
  assert(response.status < 400, `${path}: ${response.status} ${text.slice(0, 2_000)}`);
  return response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
}

function post(one: FunctionProcess, path: string, body: unknown, type = "application/json") {
  const headers = { "content-type": type };
  return ask(one, path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Sends a form of the console. */
function form(one: FunctionProcess, path: string, fields: Record<string, string> = {}) {
  return ask(one, path, { method: "POST", body: new URLSearchParams(fields) });
}

/** Writes a record by the producer. @returns why it was not, or `null`. */
export async function produce(
  producer: FunctionProcess,
  topic: string,
  record: Record<string, unknown>,
): Promise<string | null> {
  const type = "application/vnd.kafka.json.v2+json";
  const answer = await fetch(producer.url(`/topics/${topic}`), {
    method: "POST",
    headers: { "content-type": type },
    body: JSON.stringify({ records: [record] }),
  });
  const { offsets, message } = await answer.json();
  return offsets ? offsets[0].error : message;
}

/** Writes what is asked for, to each topic that is given, and in a run. */
export async function useProducer(producer: FunctionProcess, topics: readonly string[]) {
  for (const topic of topics) {
    assertEquals(await produce(producer, topic, { key: "k", value: 1 }), null);
  }
  await ask(producer, "/start_producer?count=1&rate=0");
  await eventually("the run is over", async () => {
    const { acknowledged } = await ask(producer, "/stop_producer");
    return acknowledged === 1;
  });
}

/** Consumes, puts what fails away, and clears that up. */
export async function useConsumer(consumer: FunctionProcess, producer: FunctionProcess) {
  const fail = { key: "k", value: "seen", headers: { fail: "no such customer" } };
  // As a start by `latest` is where the topic ended then.
  await eventually("it consumes", async () => {
    assertEquals(await produce(producer, "sampleOne", fail), null);
    return (await open(consumer, "sampleOne.dlq")) > 0;
  });
  assertEquals(await produce(producer, "sampleOne", cameBack(fail)), null);
  await clear(consumer, "sampleOne.dlq");
}

/** Handles one record, and fails at others. */
export async function useInvoices(invoices: FunctionProcess, producer: FunctionProcess) {
  const items = [{ name: "tea", amount: 2, price: 350 }];
  const order = { key: "ann", value: { customer: "ann", items } };
  const none = { value: "no order" };
  for (const record of [order, none, cameBack(none)]) {
    assertEquals(await produce(producer, "orders", record), null);
  }
  await eventually("one is done", async () => (await ask(invoices, "/status")).outputs > 0);
  await clear(invoices, "orders.invoices.dlq");
}

/** As one that was driven again as often as one may be. */
function cameBack(record: Record<string, unknown> & { headers?: Record<string, string> }) {
  return { ...record, headers: { ...record.headers, [RETURNS_HEADER]: `${MAX_RETURNS}` } };
}

/** Discards what is open, in quarantine as well, and has the function stopped and started again. */
async function clear(one: FunctionProcess, letters: string): Promise<void> {
  for (const topic of [letters, `${letters}.quarantine`]) {
    await eventually(`there is a letter in ${topic}`, async () => await open(one, topic) > 0);
    const { dealt } = await post(one, "/dead-letters", { action: "discard", topic });
    assert(dealt > 0);
  }
  await stopAndStart(one);
}

async function stopAndStart(one: FunctionProcess): Promise<void> {
  const { paths } = await ask(one, "/openapi.json");
  const routes = Object.keys(paths).filter((path) => /^\/(stop|start)(_\w+)?$/.test(path));
  assertEquals(routes.length, 2);
  for (const route of routes.toSorted().toReversed()) await ask(one, route, { method: "POST" });
}

async function open(one: FunctionProcess, topic: string): Promise<number> {
  return (await ask(one, `/dead-letters?topic=${topic}`)).open;
}

/** Takes an order. */
export async function useWebhook(webhook: FunctionProcess) {
  const items = [{ name: "tea", amount: 2, price: 350 }];
  await post(webhook, "/orders", { customer: "bob", items });
}

/** Does what it does at midnight. */
export async function useClosing(closing: FunctionProcess) {
  await ask(closing, "/invoke", { method: "POST" });
  await eventually("it keeps the clock", async () => {
    const { schedule } = await ask(closing, "/status");
    return schedule.isOwner;
  });
  await stopAndStart(closing);
}

/** Tells of topics, writes and consumes. */
export async function useRest(rest: FunctionProcess) {
  const client = new RestClient(rest.url(""));
  for (const path of ["/topics", "/topics/invoices", "/brokers"]) await client.ask("GET", path);
  await client.produce("sampleTwo", "json", [{ key: "k", value: 1 }]);
  await using instance = await client.instance("readers");
  await instance.tell("/subscription", { topics: ["sampleTwo"] });
  assert((await instance.records(1)).length > 0);
  await instance.ask("POST", "/offsets");
}

/** Sees a group. */
export async function useLag(lag: FunctionProcess, group: string) {
  await eventually("the group is seen", async () => {
    const { consumers } = await ask(lag, "/v3/kafka/local/consumer");
    return consumers.includes(group);
  });
}

/** Shows all pages, and does what their forms offer. */
export async function useConsole(console: FunctionProcess, group: string) {
  const pages = ["/", "/topics", "/topics/invoices", "/topics/invoices/records", "/groups"];
  const more = [`/groups/${group}`, "/brokers", "/brokers/1", "/dead-letters"];
  for (const path of [...pages, ...more]) await ask(console, path);
  await form(console, "/topics", { name: "made", partitions: "1", replicationFactor: "1" });
  await form(console, "/topics/made/records", { key: "", value: "v", partition: "", headers: "" });
  await form(console, "/topics/made/partitions", { total: "2" });
  await form(console, "/topics/made/settings", { name: "retention.ms", value: "60000" });
  await form(console, "/topics/made/delete", { confirm: "made" });
  await form(console, "/brokers/elect");
  await form(console, "/brokers/1/settings", { name: "log.cleaner.threads", value: "2" });
  await form(console, `/groups/${group}/reset`, { from: "earliest" });
  await form(console, `/groups/${group}/delete`, { confirm: group });
}
