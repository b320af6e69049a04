/**
 * How fast the lab starts: a warm `up`, to ready, against the same six JVMs launched plainly, all
 * at once, with default options and no cache of classes, to `started` of the last broker; memory, and
 * the sustained throughput of both. And the very first `up`, with nothing in the cache.
 *
 * @module
 */
import type { Lab } from "../../tests/lab.ts";
import { close, openLab } from "../run/cleanup.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { launchPlainly, type Use } from "../subjects/plain_cluster.ts";
import { perfTest } from "../subjects/kafka_tools.ts";
import { memoryOf } from "../run/memory.ts";

/** What one launch gave. */
interface Launch {
  /** To ready, or to `started` of the last broker. */
  seconds: number;
  /** Resident memory of all its processes, MiB. */
  mebibytes: number;
}

/** What `producer-perf-test` wrote, acks=all, records of 100 bytes; records/s. */
interface Throughput {
  /** In batches of 128 KiB, linger 5 ms. */
  batched: number;
  /** Each record in a batch of its own. */
  single: number;
}

const UP = "up";
const PLAIN = "six JVMs, plainly";

export default {
  summary: "warm and cold `up`, memory and throughput, against the same JVMs launched plainly",
  run,
} satisfies Part;

async function run({ rounds, note }: Bench): Promise<Comparison[]> {
  const labs = { plain: openLab(), up: openLab() };
  const launches = { plain: [] as Launch[], up: [] as Launch[] };
  const throughputs = { plain: [] as Throughput[], up: [] as Throughput[] };
  const again: number[] = [];
  try {
    note("the very first up");
    const cold = await coldSeconds();
    note("warm starts");
    // The first start of each makes its data, and the cache of classes.
    await plain(labs.plain);
    await up(labs.up);
    for (let round = 0; round < rounds; round++) {
      launches.plain.push(await plain(labs.plain));
      launches.up.push(
        await up(labs.up, async (lab) => void again.push(await seconds(() => lab.up()))),
      );
    }
    note("throughput");
    // Afterwards: the disk is busy with these records for a while, which no start should wait for.
    for (let round = 0; round < rounds; round++) {
      await plain(labs.plain, async (lab) => {
        throughputs.plain.push(await throughput(lab));
      });
      await up(labs.up, async (lab) => {
        throughputs.up.push(await throughput(lab));
      });
    }
    return [
      {
        ...{ what: "warm up, to ready", unit: "s", better: "less", target: { ratio: 0.55 } },
        subjects: compared(launches, ({ seconds }) => seconds),
      },
      {
        ...{ what: "up on a lab that runs", unit: "s", better: "less", target: { value: 0.7 } },
        subjects: [{ name: UP, samples: again }],
      },
      {
        ...{ what: "the very first up, downloads and all", unit: "s", better: "less" },
        subjects: [{ name: UP, samples: [cold] }],
      },
      {
        ...{ what: "resident memory after up", unit: "MiB", better: "less" },
        target: { value: 1.2 * 1024 },
        subjects: compared(launches, ({ mebibytes }) => mebibytes),
      },
      {
        ...{ what: "producer-perf-test, 128 KiB batches", unit: "records/s", better: "more" },
        subjects: compared(throughputs, ({ batched }) => batched),
      },
      {
        ...{ what: "producer-perf-test, a batch a record", unit: "records/s", better: "more" },
        subjects: compared(throughputs, ({ single }) => single),
      },
    ];
  } finally {
    for (const lab of Object.values(labs)) await close(lab);
  }
}

function compared<T>(found: { up: T[]; plain: T[] }, value: (one: T) => number) {
  return [
    { name: UP, samples: found.up.map(value) },
    { name: PLAIN, samples: found.plain.map(value) },
  ];
}

/** How long the very first `up` takes, with nothing in the cache. */
async function coldSeconds(): Promise<number> {
  const cacheDir = await Deno.makeTempDir({ prefix: "instigator-cache-" });
  const lab = openLab({ cacheDir });
  try {
    return await seconds(() => lab.up());
  } finally {
    await close(lab);
    await Deno.remove(cacheDir, { recursive: true });
  }
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
}

async function up(lab: Lab, use?: Use): Promise<Launch> {
  const taken = await seconds(() => lab.up());
  const mebibytes = await memoryOf((await lab.pids()).values());
  await use?.(lab);
  await lab.task("down");
  return { seconds: taken, mebibytes };
}

async function plain(lab: Lab, use?: Use): Promise<Launch> {
  const cluster = await launchPlainly(lab);
  const mebibytes = await memoryOf(cluster.pids);
  await use?.(lab);
  await cluster.stop();
  return { seconds: cluster.seconds, mebibytes };
}

/** Against a topic of six partitions; the best of four runs, as the first are cold. */
async function throughput(lab: Lab): Promise<Throughput> {
  const topic = "bench-startup";
  await lab.task(
    ...["kafka", "topics", "--create", "--if-not-exists", "--topic", topic],
    ...["--partitions", "6", "--replication-factor", "3"],
  );
  async function best(records: number, ...properties: string[]): Promise<number> {
    const rates: number[] = [];
    for (let run = 0; run < 4; run++) rates.push(await perfTest(lab, topic, records, properties));
    return Math.max(...rates);
  }
  return {
    batched: await best(1_000_000, "batch.size=131072", "linger.ms=5"),
    single: await best(5_000, "batch.size=0"),
  };
}
