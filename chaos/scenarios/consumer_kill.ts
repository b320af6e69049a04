import { killConsumer } from "../faults/functions/kill_consumer.ts";
import { consumedWithin, redeliveredWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

export default {
  summary: "a member of the consumer group is killed in mid batch, three times",
  // Members commit a second after a poll at the latest, and a commit takes its time.
  steps: times(3, { fault: killConsumer, bounds: [consumedWithin(30), redeliveredWithin(2)] }),
} satisfies Scenario;
