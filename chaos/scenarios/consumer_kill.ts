import { killConsumer } from "../faults/kill_consumer.ts";
import { consumedWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

export default {
  summary: "a member of the consumer group is killed in mid batch, three times",
  steps: times(3, { fault: killConsumer, bounds: [consumedWithin(30)] }),
} satisfies Scenario;
