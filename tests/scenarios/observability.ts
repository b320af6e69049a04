import { assertEquals } from "@std/assert";
import { dashboardMetrics, exposed } from "../clients/dashboard.ts";
import type { Lab } from "../lab.ts";
import { OwnTopic } from "../kafka/own_topic.ts";
import { UserFunction } from "../processes/user_function.ts";

/** What Prometheus and Grafana must find. */
export function observabilityScenarios(lab: Lab): void {
  Deno.test("the dashboard must show every metric of the lab, and none that there is not", async () => {
    const source = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"] }, each() {}, schedule: "0 0 1 1 *", run() {},`,
    );
    const process = own.start();
    await process.ready();
    const found: { targets: string[]; labels: Record<string, string> }[] =
      await (await fetch(lab.url("console", "/prometheus/targets"))).json();
    assertEquals(
      found.map(({ labels }) => labels.service).sort(),
      [
        "burrow",
        "console",
        "consumer",
        "kafka1",
        "kafka2",
        "kafka3",
        "producer",
        "rest",
        "zoo1",
        "zoo2",
        "zoo3",
      ],
    );
    const urls = found.map(({ targets: [host], labels }) =>
      `http://${host}${labels.__metrics_path__}`
    );
    const texts = await Promise.all(
      [...urls, process.url("/metrics")].map(async (url) => await (await fetch(url)).text()),
    );
    assertEquals(
      await dashboardMetrics("instigator", "burrow", "process", "nodejs"),
      [...new Set(texts.flatMap(exposed))].sort(),
    );
  });
}
