/**
 * Burrow's configuration, `burrow.toml`: its keys, defaults and limits. Some keys of
 * LinkedIn's Burrow have no effect here: they are taken where they do no harm, and refused where a user
 * would rely on them.
 *
 * @module
 */
import { z } from "zod";
import { type Address, parseAddress } from "../../runtime/config/address.ts";
import { groupPattern } from "./group_filter.ts";

const seconds = z.int().min(0);
const interval = z.int().min(1);
const address = z.string().refine((text) => parseAddress(text)?.path === "", "must be host:port");

const pattern = z.string().superRefine((text, context) => {
  try {
    groupPattern(text);
  } catch (error) {
    const message = `must be a regular expression as Go has them: ${(error as Error).message}`;
    context.addIssue({ code: "custom", message });
  }
}).default("");

const groupLists = { "group-allowlist": pattern, "group-denylist": pattern };

const general = z.strictObject({
  pidfile: z.string().default("burrow.pid"),
  "stdout-logfile": z.string().default(""),
  "access-control-allow-origin": z.literal("", {
    error: "must be empty: requests of other sites' pages are refused",
  }).default(""),
});

const logging = z.strictObject({
  filename: z.string().default(""),
  level: z.enum(["debug", "info", "warn", "error"]).default("info"),
  maxsize: interval.default(100),
  maxbackups: z.int().min(0).default(10),
  maxage: z.int().min(0).default(30),
  "use-localtime": z.literal(false, { error: "must be false: logs have UTC" }).default(false),
  "use-compression": z.literal(false, { error: "must be false: logs are not compressed" })
    .default(false),
});

const zookeeper = z.strictObject({
  servers: z.array(address).default([]),
  timeout: seconds.default(6),
  "root-path": z.string().default("/burrow"),
});

const clientProfile = z.strictObject({
  "client-id": z.string().min(1).default("burrow-lagchecker"),
  "kafka-version": z.string().regex(/^\d+\.\d+\.\d+$/, "must be as 3.9.0").default("2.8.0"),
});

const httpserver = z.strictObject({
  address: z.string().refine(
    (text) => listenAddress(text)?.path === "",
    "must be host:port or :port",
  ),
  timeout: seconds.default(300),
});

const storage = z.strictObject({
  "class-name": z.literal("inmemory"),
  intervals: interval.default(10),
  "min-distance": seconds.default(0),
  "expire-group": interval.default(604_800),
  workers: interval.default(20),
  "queue-depth": interval.default(1),
  ...groupLists,
});

const evaluator = z.strictObject({
  "class-name": z.literal("caching"),
  "expire-cache": seconds.default(10),
  "minimum-complete": z.number().min(0).max(1).default(0),
  "allowed-lag": z.int().min(0).default(0),
});

const cluster = z.strictObject({
  "class-name": z.literal("kafka"),
  servers: z.array(address).default([]),
  "client-profile": z.string().default(""),
  "topic-refresh": interval.default(60),
  "offset-refresh": interval.default(10),
  "groups-reaper-refresh": seconds.default(0),
});

const consumer = z.strictObject({
  "class-name": z.literal("kafka", {
    error: "must be kafka: groups that commit to ZooKeeper are not read",
  }),
  cluster: z.string(),
  servers: z.array(address).default([]),
  "client-profile": z.string().default(""),
  "offsets-topic": z.string().default("__consumer_offsets"),
  "start-latest": z.boolean().default(false),
  ...groupLists,
});

const notifierKeys = {
  interval: interval.default(60),
  "send-interval": seconds.optional(),
  threshold: z.int().min(1).max(3).default(2),
  "send-once": z.boolean().default(false),
  "send-close": z.boolean().default(false),
  "template-open": z.string().default(""),
  "template-close": z.string().default(""),
  extras: z.record(z.string(), z.string()).default({}),
  ...groupLists,
};

const method = z.enum(["POST", "PUT", "PATCH", "DELETE", "GET"]).default("POST");
const webhook = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

const httpNotifier = z.strictObject({
  "class-name": z.literal("http"),
  ...notifierKeys,
  "url-open": webhook,
  "url-close": webhook.optional(),
  "method-open": method,
  "method-close": method,
  timeout: interval.default(5),
  keepalive: seconds.default(300),
  username: z.string().default(""),
  password: z.string().default(""),
  headers: z.record(z.string(), z.string()).default({}),
}).refine((notifier) => !notifier["send-close"] || notifier["url-close"] !== undefined, {
  path: ["url-close"],
  error: "must be set for send-close",
});

const nullNotifier = z.strictObject({ "class-name": z.literal("null"), ...notifierKeys });

const notifier = z.discriminatedUnion("class-name", [httpNotifier, nullNotifier], {
  error: "class-name must be http or null",
});

/** One section that is not named, and sections by their names. */
const sections = {
  general: general.prefault({}),
  logging: logging.prefault({}),
  zookeeper: zookeeper.prefault({}),
  "client-profile": z.record(z.string(), clientProfile).default({}),
  httpserver: atMostOne(httpserver, "httpserver").prefault({ default: { address: ":8000" } }),
  storage: atMostOne(storage, "storage").prefault({ default: { "class-name": "inmemory" } }),
  evaluator: atMostOne(evaluator, "evaluator").prefault({ default: { "class-name": "caching" } }),
  cluster: one(cluster, "cluster"),
  consumer: one(consumer, "consumer"),
  notifier: z.record(z.string(), notifier).default({}),
};

/** What `burrow.toml` may hold, as Burrow names it. */
export const burrowSchema = z.strictObject(sections).superRefine((config, context) => {
  const fault = (path: string[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  for (const section of ["cluster", "consumer"] as const) {
    for (const [name, { "client-profile": profile }] of Object.entries(config[section])) {
      if (profile !== "" && !config["client-profile"][profile]) {
        fault([section, name, "client-profile"], `names ${profile}, which there is not`);
      }
    }
  }
  for (const [name, { cluster }] of Object.entries(config.consumer)) {
    if (!config.cluster[cluster]) {
      fault(["consumer", name, "cluster"], `names ${cluster}, which there is not`);
    }
  }
});

/** A valid configuration, with every default filled in. */
export type BurrowConfig = z.output<typeof burrowSchema>;

/** A notifier's settings. */
export type NotifierConfig = z.output<typeof notifier>;

/** The settings of a notifier that calls a webhook. */
export type WebhookConfig = z.output<typeof httpNotifier>;

function atMostOne<S extends z.ZodType>(section: S, name: string) {
  return z.record(z.string(), section).refine(
    (modules) => Object.keys(modules).length <= 1,
    `must be one only: [${name}.NAME]`,
  );
}

function one<S extends z.ZodType>(section: S, name: string) {
  return z.record(z.string(), section).refine(
    (modules) => Object.keys(modules).length === 1,
    `must be one section: [${name}.NAME]`,
  );
}

/** The only module of a section, with its name. */
export function onlyModule<M>(modules: Record<string, M>): { name: string; module: M } {
  const [[name, module]] = Object.entries(modules);
  return { name, module };
}

/** An address to listen on, whose host may be left out, and is empty then. */
export function listenAddress(text: string): Address | undefined {
  const parsed = parseAddress(text.startsWith(":") ? `localhost${text}` : text);
  return parsed && text.startsWith(":") ? { ...parsed, host: "" } : parsed;
}
