import { HOST } from "../../../topology.ts";
import { chaosRoute } from "./chaos_route.ts";
import type { ChaosStarter } from "./chaos_starter.ts";
import { type Processes, processMetrics } from "./process_metrics.ts";

/** Serves `GET /{node}/metrics` and what begins and ends scenarios, on a port of 127.0.0.1. */
export function serveSupervisor(
  port: number,
  processes: Processes,
  starter: ChaosStarter,
): Deno.HttpServer {
  return Deno.serve(
    { hostname: HOST, port, onListen() {} },
    async (request) =>
      await chaosRoute(request, `${HOST}:${port}`, starter) ??
        await processMetrics(request, processes),
  );
}
