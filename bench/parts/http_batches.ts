/**
 * How many records a second go to Kafka by HTTP, 100 records of 100 bytes a request on 16 connections:
 * the producer function, against one `send` a request and Kafka's own tool.
 *
 * @module
 */
import { loadServer } from "../run/http_load.ts";
import { wrkMissing } from "../run/obstacles.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { perfTest } from "../subjects/kafka_tools.ts";
import { startServer } from "../subjects/servers.ts";
import { withTopic } from "../subjects/topic.ts";

const RECORDS = 100;
const CONNECTIONS = 16;
/** How many records Kafka's tool writes. */
const TOOL_RECORDS = 1_000_000;

export default {
  summary: "`POST` of 100 records, against one send a request and producer-perf-test",
  obstacle: wrkMissing,
  run,
} satisfies Part;

async function run({ lab: shared, rounds, seconds, note }: Bench): Promise<Comparison[]> {
  const lab = await shared();
  await using own = await startServer("producer function", lab);
  await using naive = await startServer("one send a request", lab);
  const rates = { own: [] as number[], naive: [] as number[], tool: [] as number[] };
  await withTopic(lab, 1, async (topic) => {
    const load = { topic, connections: CONNECTIONS, records: RECORDS, seconds };
    const rate = async (server: typeof own) => (await loadServer(server, load)).rate * RECORDS;
    note(`${RECORDS} records a request`);
    for (const server of [own, naive]) await loadServer(server, { ...load, seconds: 2 });
    for (let round = 0; round < rounds; round++) {
      rates.own.push(await rate(own));
      rates.naive.push(await rate(naive));
      rates.tool.push(await perfTest(lab, topic, TOOL_RECORDS));
    }
  });
  return [{
    what: `POST, ${RECORDS} records a request, ${CONNECTIONS} conn.`,
    unit: "records/s",
    better: "more",
    target: { value: 100_000 },
    subjects: [
      { name: own.name, samples: rates.own },
      { name: naive.name, samples: rates.naive },
      { name: "producer-perf-test", samples: rates.tool },
    ],
  }];
}
