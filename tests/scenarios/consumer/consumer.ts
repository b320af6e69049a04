import type { Lab } from "../../lab.ts";
import { failureScenarios } from "./consumer_failures.ts";
import { heldScenarios } from "./consumer_held.ts";
import { logScenarios } from "./consumer_logs.ts";
import { messageScenarios } from "./consumer_messages.ts";
import { positionScenarios } from "./consumer_positions.ts";

/** What the consumer must do. Each scenario has topics of its own, and stops the lab's consumer. */
export function consumerScenarios(lab: Lab): void {
  positionScenarios(lab);
  messageScenarios(lab);
  failureScenarios(lab);
  logScenarios(lab);
  heldScenarios(lab);
}
