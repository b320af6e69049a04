/**
 * What the ensemble's members tell of themselves, by ZooKeeper's four-letter words (ZooKeeper
 * Administrator's Guide, "The Four Letter Words"). The AdminServer tells the same, but a member
 * that has just started takes long over its first answer there, on cores that the start needs.
 * A member that is dead or hangs is a state here, never an error.
 *
 * @module
 */
import { listening } from "../process/ports/port_holder.ts";
import { HOST, type Topology } from "../topology.ts";

/** How a member of the ensemble is. */
export type MemberState =
  /** Serves clients; it is a `follower`, the `leader`, or alone (`standalone`). */
  | { state: "up"; role: string }
  /** Runs, but has no quorum: it looks for a leader or catches up with one. */
  | { state: "looking" }
  /** Nothing listens. */
  | { state: "down" }
  /** Listens and does not answer in time, or answers nonsense. */
  | { state: "unresponsive" };

/** The brokers that hold a session, as the ensemble sees it. */
export interface Registrations {
  /** Broker ids, ascending. */
  brokers: number[];
  /** The broker that is the controller. */
  controller?: number;
}

/** Longest wait for an answer, ms. A member that serves answers in a few. */
const TIMEOUT = 1500;

/** What a member without a quorum answers to every word. */
const NOT_SERVING = "not currently serving requests";

/** The state of the member with this client port. */
export async function memberState(port: number): Promise<MemberState> {
  try {
    const answer = await ask(port, "srvr");
    if (answer.includes(NOT_SERVING)) return { state: "looking" };
    const role = /^Mode: (\w+)$/m.exec(answer)?.[1];
    return role ? { state: "up", role } : { state: "unresponsive" };
  } catch {
    return { state: await listening(port) ? "unresponsive" : "down" };
  }
}

/**
 * Which brokers are registered and which is the controller; `undefined` while no member serves.
 * A broker that died stays registered until its session ends.
 */
export async function registrations(
  { zookeeper }: Pick<Topology, "zookeeper">,
): Promise<Registrations | undefined> {
  const answers = zookeeper.map(async ({ port }) => {
    const answer = await ask(port, "dump");
    if (!answer.includes(EPHEMERALS)) throw new Error("This member does not serve");
    return parseDump(answer);
  });
  // Whoever serves has the whole tree; one that hangs holds nobody up.
  return await Promise.any(answers).catch(() => undefined);
}

/** The ids of the registered brokers; `undefined` while no member serves. */
export async function registeredBrokers(
  lab: Pick<Topology, "zookeeper">,
): Promise<number[] | undefined> {
  return (await registrations(lab))?.brokers;
}

/** The headline of the part of `dump` that tells which session holds which ephemeral nodes. */
const EPHEMERALS = "Sessions with Ephemerals";

/** Reads `dump`: the controller is the broker whose session holds `/controller` too. */
export function parseDump(dump: string): Registrations {
  const registered: Registrations = { brokers: [] };
  const [, ephemerals] = dump.split(EPHEMERALS);
  for (const session of ephemerals.split(/^0x/m)) {
    const ids = [...session.matchAll(/^\t\/brokers\/ids\/(\d+)$/gm)].map(([, id]) => Number(id));
    registered.brokers.push(...ids);
    if (/^\t\/controller$/m.test(session) && ids.length > 0) registered.controller = ids[0];
  }
  registered.brokers.sort((a, b) => a - b);
  return registered;
}

/** What a member answers to a word; it closes the connection after that. */
async function ask(port: number, word: string): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT);
  using connection = await Deno.connect({ hostname: HOST, port, signal });
  await connection.write(new TextEncoder().encode(word));
  const answer = connection.readable.pipeThrough(new TransformStream(), { signal });
  return await new Response(answer).text();
}
