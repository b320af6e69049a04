/**
 * Actions on topics.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { count, formatCount } from "../../web/format.ts";
import { path } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { addAction } from "../../web/action_route.ts";
import type { Page } from "../../web/page_route.tsx";
import { electionMessage } from "../brokers/broker_actions.ts";
import { confirmed, settings, text, topicName, wholeNumber } from "../../web/form_fields.ts";

/** The pages that the forms stand on. */
export interface TopicPages {
  list: Page;
  partitions: Page;
  records: Page;
  settings: Page;
}

const newTopic = z.object({
  name: topicName,
  partitions: wholeNumber(1, 100_000).optional(),
  replicationFactor: wholeNumber(1, 32_767).optional(),
  config: settings,
});

const change = z.object({ name: text, value: z.string().optional() });

const HEADER = /^([^:]+):(.*)$/;

const headers = z.string().default("").transform((given, context) => {
  const lines = given.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => HEADER.exec(line));
  if (found.every((match) => match !== null)) {
    return found.map(([, name, value]): [string, string] => [name.trim(), value.trim()]);
  }
  context.addIssue("must be name: value, one a line");
  return z.NEVER;
});

const newRecord = z.object({
  key: z.string().optional(),
  value: z.string().optional(),
  tombstone: z.string().optional(),
  headers,
  partition: wholeNumber(0).optional(),
});

type Param = (name: string) => string;

/** Adds the actions on topics. */
export function addTopicActions(app: OpenAPIHono, parts: Console, pages: TopicPages): void {
  const { cluster } = parts;
  const at = (...below: string[]) => (param: Param) => path("topics", param("topic"), ...below);

  addAction(app, parts, {
    path: "/topics",
    form: "create-topic",
    fields: newTopic,
    async act(topic) {
      await cluster.createTopic(topic);
      return { message: `Topic ${topic.name} is created`, to: path("topics", topic.name) };
    },
    page: pages.list,
    at: () => "/topics",
  });

  addAction(app, parts, {
    path: "/topics/:topic/partitions",
    form: "add-partitions",
    fields: z.object({ total: wholeNumber(1, 100_000) }),
    async act({ total }, param) {
      await cluster.addPartitions(param("topic"), total);
      return { message: `There are ${count(total, "partition")} now`, to: at()(param) };
    },
    page: pages.partitions,
    at: at(),
  });

  addAction(app, parts, {
    path: "/topics/:topic/elect",
    form: "elect",
    fields: z.object({}),
    async act(_, param) {
      const { partitions } = await cluster.topic(param("topic"));
      const message = electionMessage(await cluster.electPreferredLeaders(partitions));
      return { message, to: at()(param) };
    },
    page: pages.partitions,
    at: at(),
  });

  addAction(app, parts, {
    path: "/topics/:topic/settings",
    form: "change-config",
    fields: change,
    async act({ name, value }, param) {
      const resource = { topic: param("topic") };
      await cluster.alterConfig(
        resource,
        value === undefined ? { reset: [name] } : { set: { [name]: value } },
      );
      const message = value === undefined
        ? `${name} is back at its default`
        : `${name} is ${value} now`;
      return { message, to: at("settings")(param) };
    },
    page: pages.settings,
    at: at("settings"),
  });

  addAction(app, parts, {
    path: "/topics/:topic/delete",
    form: "delete-topic",
    fields: z.object({ confirm: z.string().optional() }),
    async act({ confirm }, param) {
      const topic = param("topic");
      confirmed(confirm, topic);
      await cluster.deleteTopic(topic);
      return { message: `Topic ${topic} is deleted`, to: "/topics" };
    },
    page: pages.settings,
    at: at("settings"),
  });

  addAction(app, parts, {
    path: "/topics/:topic/records",
    form: "produce",
    fields: newRecord,
    async act({ key, value, tombstone, headers, partition }, param) {
      const record = {
        key: key ?? null,
        value: tombstone === undefined ? value ?? "" : null,
        headers,
        partition,
      };
      const written = await cluster.produce(param("topic"), record);
      return {
        message: `Written to partition ${written.partition} at offset ${
          formatCount(written.offset)
        }`,
        to: at("records")(param),
      };
    },
    page: pages.records,
    at: at("records"),
  });
}
