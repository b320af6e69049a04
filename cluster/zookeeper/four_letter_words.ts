/**
 * What the ensemble's AdminServers tell (ZooKeeper Administrator's Guide, "The AdminServer").
 * A member that is dead or hangs is a state here, never an error.
 *
 * @module
 */
import { listening } from "../port_holder.ts";
import { HOST, type Topology } from "../topology.ts";

/** How a member of the ensemble is. */
export type MemberState =
  /** Serves clients; it is a `follower`, the `leader`, or alone (`standalone`). */
  | { state: "up"; role: string; uptimeMs: number }
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

/** The state of the member with this AdminServer port. */
export async function memberState(adminPort: number): Promise<MemberState> {
  const answer = await command(adminPort, "srvr");
  if (typeof answer === "string") return { state: answer };
  if (answer.error) return { state: "looking" };
  const stats = answer.server_stats as { server_state: string; uptime: number };
  return { state: "up", role: stats.server_state, uptimeMs: stats.uptime };
}

/**
 * Which brokers are registered and which is the controller; `undefined` while no member serves.
 * A broker that died stays registered until its session ends.
 */
export async function registrations(
  { zookeeper }: Pick<Topology, "zookeeper">,
): Promise<Registrations | undefined> {
  const answers = zookeeper.map(async ({ adminPort }) => {
    const answer = await command(adminPort, "dump");
    if (typeof answer === "string" || answer.error) throw new Error("This member does not serve");
    return parseDump(answer.session_id_to_ephemeral_paths as Record<string, string[]>);
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

/** Reads `dump`: the controller is the broker whose session holds `/controller` too. */
export function parseDump(ephemerals: Record<string, string[]>): Registrations {
  const registered: Registrations = { brokers: [] };
  for (const paths of Object.values(ephemerals)) {
    const ids = paths.flatMap((path) => path.match(/^\/brokers\/ids\/(\d+)$/)?.[1] ?? []);
    registered.brokers.push(...ids.map(Number));
    if (paths.includes("/controller") && ids.length > 0) registered.controller = Number(ids[0]);
  }
  registered.brokers.sort((a, b) => a - b);
  return registered;
}

type Answer = { error: string | null } & Record<string, unknown>;

/** The answer to a command, or how the member failed to give one. */
async function command(adminPort: number, name: string): Promise<Answer | "down" | "unresponsive"> {
  try {
    const response = await fetch(`http://${HOST}:${adminPort}/commands/${name}`, {
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return await response.json();
  } catch {
    return await listening(adminPort) ? "unresponsive" : "down";
  }
}
