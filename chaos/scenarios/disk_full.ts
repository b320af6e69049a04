import { fillDisk } from "../faults/cluster/fill_disk.ts";
import { smallDiskLab } from "../labs/small_disk.ts";
import { drainedWithin, inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const bounds = [resumesWithin(20), drainedWithin(60), inSyncWithin(80)];

export default {
  summary: "the disk of a broker's data is full for 20 s: it ends, and the others serve",
  on: smallDiskLab,
  steps: [{ fault: fillDisk, lasts: 20, bounds }],
  short: [{ fault: fillDisk, lasts: 2, bounds }],
  load: { partitions: 3 },
} satisfies Scenario;
