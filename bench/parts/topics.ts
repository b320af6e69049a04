/**
 * How the lab's commands, and the lag monitor, grow with 10, 100 and 1,000 topics of a function, and then with
 * 10, 100 and 1,000 groups. On a lab of its own.
 *
 * @module
 */
import { join } from "node:path";
import { eventually, type Lab } from "../../tests/lab.ts";
import { close, openLab } from "../run/cleanup.ts";
import type { Curve, Growth, Point } from "../run/growth.ts";
import type { Bench, Part } from "../run/part.ts";
import { commitGroups, GROUP_PREFIX, topicNames } from "../subjects/many_groups.ts";

const SIZES = [10, 100, 1_000];

export default {
  summary: "`populate`, `up`, `status` and the lag monitor with up to 1,000 topics and groups",
  run,
} satisfies Part;

/** Something that is timed. */
interface Timed {
  name: string;
  /** What has to be done first, untimed. */
  before?(lab: Lab): Promise<unknown>;
  run(lab: Lab): Promise<unknown>;
}

const STATUS: Timed = { name: "status", run: (lab) => succeeded(lab, "status") };

const populate = (lab: Lab) => succeeded(lab, "populate");

const OF_TOPICS: Timed[] = [
  { name: "populate, all there", run: populate },
  { name: "up, warm", before: (lab) => succeeded(lab, "down"), run: (lab) => lab.up() },
  STATUS,
];

const OF_GROUPS: Timed[] = [
  STATUS,
  { name: "the lag monitor's groups", run: (lab) => answered(lab, "/v3/kafka/local/consumer") },
  { name: "the lag monitor's /metrics", run: (lab) => answered(lab, "/metrics") },
];

async function run({ rounds, note }: Bench): Promise<Growth[]> {
  const functions = await Deno.makeTempDir({ prefix: "instigator-bench-" });
  const lab = openLab({ env: { INSTIGATOR_FUNCTIONS: functions } });
  try {
    await succeeded(lab, "new", "many", "--topic", "orders", "--dir", functions);
    const file = join(functions, "many", "topics.json");
    const { topics: own } = JSON.parse(await Deno.readTextFile(file));
    await lab.up();
    const byTopics = new Curves(lab);
    for (const size of SIZES) {
      note(`${size} topics`);
      await Deno.writeTextFile(file, JSON.stringify({ topics: [...own, ...topics(size)] }));
      await byTopics.add({ name: "populate, new topics", run: populate }, size, 1);
      for (const timed of OF_TOPICS) await byTopics.add(timed, size, rounds);
    }
    const byGroups = new Curves(lab);
    for (const size of SIZES) {
      note(`${size} groups`);
      await commit(lab, size);
      for (const timed of OF_GROUPS) await byGroups.add(timed, size, rounds);
    }
    return [
      { what: "commands", unit: "ms", over: "topics", curves: byTopics.all },
      { what: "the lab", unit: "ms", over: "groups, and 1,000 topics", curves: byGroups.all },
    ];
  } finally {
    await close(lab);
    await Deno.remove(functions, { recursive: true });
  }
}

/** How long each thing took, ms, by its name and the size. */
class Curves {
  readonly #lab: Lab;
  readonly #points = new Map<string, Point[]>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get all(): Curve[] {
    return [...this.#points].map(([name, points]) => ({ name, points }));
  }

  /** Times something so often at a size. */
  async add({ name, before, run }: Timed, at: number, times: number): Promise<void> {
    const samples: number[] = [];
    for (let time = 0; time < times; time++) {
      await before?.(this.#lab);
      const began = performance.now();
      await run(this.#lab);
      samples.push(performance.now() - began);
    }
    this.#points.set(name, [...this.#points.get(name) ?? [], { at, samples }]);
  }
}

/** So many topics, as topics.json has them. */
function topics(count: number) {
  return topicNames(count).map((name) => ({ name, partitions: 1, replicationFactor: 3 }));
}

/** Has so many groups commit, and waits until the lag monitor knows them. */
async function commit(lab: Lab, groups: number): Promise<void> {
  await commitGroups(lab.topology, topicNames(groups));
  await eventually(`${groups} groups are seen`, async () => {
    const { consumers } = JSON.parse(await answered(lab, "/v3/kafka/local/consumer"));
    const seen = consumers.filter((name: string) => name.startsWith(GROUP_PREFIX)).length;
    if (seen < groups) throw new Error(`${seen} are`);
    return true;
  });
}

async function answered(lab: Lab, path: string): Promise<string> {
  const response = await fetch(lab.url("burrow", path));
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text;
}

async function succeeded(lab: Lab, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await lab.task(...args);
  if (code !== 0) throw new Error(`deno task ${args.join(" ")} failed:\n${stdout}${stderr}`);
}
