/**
 * The ZooKeeper ensemble, by its members' AdminServers (ZooKeeper Administrator's Guide, "The
 * AdminServer"). A member that is dead or hangs is a state here, never an error.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { ask } from "./http_source.ts";

/** A member by its name and the `host:port` of its AdminServer. */
export interface MemberAddress {
  name: string;
  address: string;
}

/** What a member that serves tells of itself. */
export interface MemberFigures {
  uptimeMs: number;
  connections: number;
  outstanding: number;
  znodes: number;
  watches: number;
  ephemerals: number;
  dataBytes: number;
  /** ms. */
  averageLatency: number;
  maxLatency: number;
  version: string;
}

/** How a member is. */
export interface Member extends MemberAddress {
  /** `looking`: it runs, and has no quorum. */
  state: "up" | "looking" | "down";
  /** `leader`, `follower` or `standalone`; of a member that is up. */
  role?: string;
  figures?: MemberFigures;
}

const monitor = z.object({
  error: z.string().nullable(),
  server_state: z.string().optional(),
  uptime: z.coerce.number().default(0),
  num_alive_connections: z.coerce.number().default(0),
  outstanding_requests: z.coerce.number().default(0),
  znode_count: z.coerce.number().default(0),
  watch_count: z.coerce.number().default(0),
  ephemerals_count: z.coerce.number().default(0),
  approximate_data_size: z.coerce.number().default(0),
  avg_latency: z.coerce.number().default(0),
  max_latency: z.coerce.number().default(0),
  version: z.string().default(""),
});

/** How each member is, all asked at once. */
export async function readEnsemble(addresses: readonly MemberAddress[]): Promise<Member[]> {
  return await Promise.all(addresses.map(readMember));
}

async function readMember(address: MemberAddress): Promise<Member> {
  let answer: z.infer<typeof monitor>;
  try {
    const response = await ask(address.name, `http://${address.address}/commands/monitor`);
    answer = monitor.parse(await response.json());
  } catch {
    return { ...address, state: "down" };
  }
  if (answer.error !== null || answer.server_state === undefined) {
    return { ...address, state: "looking" };
  }
  return {
    ...address,
    state: "up",
    role: answer.server_state,
    figures: {
      uptimeMs: answer.uptime,
      connections: answer.num_alive_connections,
      outstanding: answer.outstanding_requests,
      znodes: answer.znode_count,
      watches: answer.watch_count,
      ephemerals: answer.ephemerals_count,
      dataBytes: answer.approximate_data_size,
      averageLatency: answer.avg_latency,
      maxLatency: answer.max_latency,
      // "3.8.4-9316c2a7a97e1666d8f4593f34dd6fc36ecc436c, built on …"
      version: answer.version.split(/[-,]/)[0],
    },
  };
}
