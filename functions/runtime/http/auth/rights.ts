/**
 * What the bearer of a JWT may do: the claim `instigator` of it says so, and what it does not say is denied.
 *
 * ```json
 * { "instigator": { "produce": ["orders", "audit-*"], "consume": ["orders"], "operate": false } }
 * ```
 *
 * @module
 */
import { z } from "@hono/zod-openapi";

const names = z.array(z.string()).default([]);

const claim = z.object({
  /** Topics that may be written to; a `*` at the end of a name stands for anything. */
  produce: names,
  /** Topics whose records and metadata may be read. */
  consume: names,
  /** Whether all else may be done, too: starting, stopping, consumer instances, dead letters, the console. */
  operate: z.boolean().default(false),
});

/** What one may do. */
export type Rights = z.infer<typeof claim>;

/** The rights of who has a valid token. A claim that cannot be read gives none. */
export function rightsOf(value: unknown): Rights {
  return claim.safeParse(value ?? {}).data ?? claim.parse({});
}

/** What shows neither records nor topics, to whoever has a valid token. */
const SHOWN = /^\/(status|metrics|openapi\.json|docs(\/.*)?)$/;

/** A topic in a path. A name that is written with escapes is none: topics have no such characters. */
const TOPIC = /^\/topics\/([\w.-]+)(\/.*)?$/;

/** What writes records: to a topic, or to a partition of it. */
const WRITES = /^\/topics\/[\w.-]+(\/partitions\/\d+)?\/?$/;

/** Whether a request is one of those that these rights allow. */
export function allows(rights: Rights, method: string, path: string): boolean {
  if (rights.operate) return true;
  const isRead = method === "GET" || method === "HEAD";
  if (isRead && SHOWN.test(path)) return true;
  const topic = TOPIC.exec(path)?.[1];
  if (topic === undefined) return false;
  if (isRead) return covers(rights.consume, topic);
  return method === "POST" && WRITES.test(path) && covers(rights.produce, topic);
}

function covers(names: readonly string[], topic: string): boolean {
  return names.some((name) =>
    name.endsWith("*") ? topic.startsWith(name.slice(0, -1)) : topic === name
  );
}
