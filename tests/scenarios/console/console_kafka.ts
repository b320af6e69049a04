import type { Lab } from "../../lab.ts";
import { brokerScenarios } from "./brokers.ts";
import { chartPastScenarios } from "./chart_past.ts";
import { groupScenarios } from "./groups.ts";
import { reachScenarios } from "./reaching_kafka.ts";
import { recordScenarios } from "./records.ts";
import { topicScenarios } from "./topics.ts";

/** What the console must see of Kafka, and do to it. */
export function consoleKafkaScenarios(lab: Lab): void {
  topicScenarios(lab);
  recordScenarios(lab);
  groupScenarios(lab);
  brokerScenarios(lab);
  reachScenarios(lab);
  chartPastScenarios(lab);
}
