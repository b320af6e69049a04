import { resizeGroup } from "../faults/functions/resize_group.ts";
import { consumedWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const bounds = [consumedWithin(30)];
const steps = [3, 1].map((size) => ({ fault: resizeGroup(size), bounds }));

export default {
  summary: "the consumer group grows from one member to three, and shrinks to one, twice",
  steps: [...steps, ...steps],
  short: steps,
  load: { consumers: 1 },
} satisfies Scenario;
