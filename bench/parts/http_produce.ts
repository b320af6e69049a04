/**
 * How many records a second go to Kafka by HTTP, one record of 100 bytes a request, acks=all: the
 * producer function, whose concurrent requests share batches, against one `send` a request, and against
 * the same handler with no Kafka at all.
 *
 * @module
 */
import { type Answered, type HttpLoad, loadServer } from "../run/http_load.ts";
import { wrkMissing } from "../run/obstacles.ts";
import type { Bench, Comparison, Part, Target } from "../run/part.ts";
import { type Server, type ServerName, startServer } from "../subjects/servers.ts";
import { withTopic } from "../subjects/topic.ts";

const CEILING = "no Kafka at all";
const NAMES: ServerName[] = ["producer function", "one send a request", CEILING];

/** What is wanted of the rate, by partitions and connections. */
const TARGETS: Record<number, Record<number, Target | undefined>> = {
  1: { 1: { ratio: 1 }, 16: { ratio: 6 }, 128: { ratio: 20 }, 1_000: { ratio: 0.4, to: CEILING } },
  12: { 1: undefined, 16: undefined, 128: { ratio: 15 }, 1_000: { ratio: 0.4, to: CEILING } },
};

export default {
  summary: "`POST` of one record, to 1 and 12 partitions, against one send a request",
  obstacle: wrkMissing,
  run,
} satisfies Part;

async function run(bench: Bench): Promise<Comparison[]> {
  const lab = await bench.lab();
  const found: Comparison[] = [];
  for (const [partitions, targets] of Object.entries(TARGETS)) {
    // Anew for each topic: kafkajs's producer does not get over what 1,000 connections had it do.
    await using stack = new AsyncDisposableStack();
    const servers: Server[] = [];
    for (const name of NAMES) servers.push(stack.use(await startServer(name, lab)));
    await withTopic(lab, Number(partitions), async (topic) => {
      const keys = partitions === "1" ? 1 : 1_000;
      for (const server of servers) {
        await loadServer(server, { topic, keys, connections: 16, seconds: 2 });
      }
      for (const [connections, target] of Object.entries(targets)) {
        const load = { topic, keys, connections: Number(connections), seconds: bench.seconds };
        bench.note(`${connections} connections, ${partitions} partitions`);
        const answers = await inTurns(servers, load, bench.rounds);
        found.push(...comparisons(`${connections} conn., ${partitions} part.`, answers, target));
      }
    });
  }
  return found;
}

/** Loads each server in turns; what each has answered, by its name. */
async function inTurns(
  servers: readonly Server[],
  load: HttpLoad,
  rounds: number,
): Promise<Map<string, Answered[]>> {
  const found = new Map(servers.map(({ name }): [string, Answered[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) found.get(server.name)!.push(await loadServer(server, load));
  }
  return found;
}

function comparisons(
  title: string,
  answers: ReadonlyMap<string, Answered[]>,
  target: Target | undefined,
): Comparison[] {
  const subjects = (value: (answered: Answered) => number) =>
    [...answers].map(([name, found]) => ({ name, samples: found.map(value) }));
  const isBusy = title.startsWith("128 ");
  return [
    {
      ...{ what: `POST, ${title}`, unit: "requests/s", better: "more", target },
      subjects: subjects(({ rate }) => rate),
    },
    {
      ...{ what: `the same, p99`, unit: "ms", better: "less" },
      ...isBusy && { target: { value: 15 } },
      subjects: subjects(({ p99 }) => p99),
    },
    {
      ...{ what: `the same, CPU a request`, unit: "µs", better: "less" },
      ...isBusy && { target: { value: 25 } },
      subjects: subjects(({ cpu }) => cpu),
    },
    {
      ...{ what: `the same, errors`, unit: "requests", better: "less", target: { value: 0 } },
      subjects: subjects(({ errors }) => errors),
    },
  ];
}
