import { Gauge, type Registry } from "prom-client";
import type { Channels } from "./live/channels.ts";

/** Registers the console's metrics. */
export function registerMetrics(registry: Registry, channels: Channels): void {
  new Gauge({
    name: "instigator_console_viewers",
    help: "Pages that are open now.",
    registers: [registry],
    collect() {
      this.set(channels.viewers);
    },
  });
}
