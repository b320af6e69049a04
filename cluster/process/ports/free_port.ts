import { HOST } from "../../topology.ts";

/** What this process was given. */
const given = new Set<number>();

/** A port of loopback that is free now, and that nobody else of this process was given. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: HOST, port: 0 });
  const { port } = listener.addr;
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}
