/**
 * The polls of the lab's parts, and how often each is read.
 *
 * @module
 */
import type { ClusterReader } from "../../../../kafka/cluster/cluster_client.ts";
import type { GroupList } from "../../../../kafka/admin/groups/group_summaries.ts";
import type { LetterTopic } from "../../../../kafka/letters/reading/find_letter_topics.ts";
import type { Offsets } from "../../../../kafka/admin/offsets.ts";
import type { Overview } from "../../../../kafka/admin/overview.ts";
import type { Burrow, Verdict } from "../../sources/burrow.ts";
import { type Member, type MemberAddress, readEnsemble } from "../../sources/ensemble.ts";
import type {
  ConsumerStatus,
  FunctionClient,
  ProducerStatus,
  RestStatus,
} from "../../sources/function_client.ts";
import type { OwnFunctionClient, OwnStatus } from "../../sources/own_function.ts";
import { type MetricsAddress, type Process, readProcesses } from "../../sources/processes.ts";
import type { ChaosRun } from "../../chaos/chaos_run.ts";
import type { ChaosWatch } from "../chaos_watch.ts";
import { Rates } from "../rates/rates.ts";
import { Poll, type Reading } from "../rates/reading.ts";
import { trafficCounts } from "../rates/traffic.ts";

/** The parts of the lab. What is not configured is `undefined`. */
export interface LabSources {
  cluster: ClusterReader;
  producer?: FunctionClient<ProducerStatus>;
  consumer?: FunctionClient<ConsumerStatus>;
  rest?: FunctionClient<RestStatus>;
  burrow?: Burrow;
  /** Users' functions. */
  own?: readonly OwnFunctionClient[];
  ensemble?: readonly MemberAddress[];
  /** The runs of `deno task chaos`, as far as they are told. */
  chaos?: Pick<ChaosWatch, "latest">;
  /** The names of brokers, by their id. */
  brokerNames?: ReadonlyMap<number, string>;
  /** By the names that nodes have elsewhere here. */
  metrics?: readonly MetricsAddress[];
}

/** What users' functions say, by their names, and how many records a second each handles and writes. */
export type OwnReadings = ReadonlyMap<
  string,
  { status: Reading<OwnStatus>; rate?: number; outputRate?: number }
>;

/** What changes slowly, or costs more, is read this often, in ms. */
const SLOW = 2_000;
const SLOWER = 10_000;
const SLOWEST = 30_000;

/** The polls of a lab's parts. */
export interface LabPolls {
  kafka: Poll<{ overview: Overview; offsets: Offsets; at: number }>;
  groups: Poll<GroupList>;
  producer?: Poll<ProducerStatus>;
  consumer?: Poll<{ status: ConsumerStatus; at: number }>;
  rest?: Poll<RestStatus>;
  own: Poll<OwnReadings>;
  verdicts?: Poll<Map<string, Verdict>>;
  ensemble?: Poll<Member[]>;
  chaos?: Poll<{ run?: ChaosRun }>;
  letterTopics: Poll<LetterTopic[]>;
  processes: Poll<{ processes: Map<string, Process>; traffic: Map<string, number> }>;
}

/** Polls of all parts of a lab. @param now in ms since the Unix epoch. */
export function labPolls(
  { cluster, producer, consumer, rest, burrow, own = [], ensemble, chaos, metrics = [] }:
    LabSources,
  now: () => number,
): LabPolls {
  const traffic = new Rates();
  const consumed = new Rates();
  const written = new Rates();
  return {
    kafka: new Poll(async () => {
      const ends = cluster.endOffsets().then((offsets) => ({ offsets, at: now() }));
      const [overview, { offsets, at }] = await Promise.all([cluster.overview(), ends]);
      return { overview, offsets, at };
    }),
    groups: new Poll(() => cluster.groups(), SLOW),
    producer: producer && new Poll(() => producer.status()),
    consumer: consumer &&
      new Poll(async () => ({ status: await consumer.status(), at: now() })),
    rest: rest && new Poll(() => rest.status(), SLOW),
    own: new Poll(async () => {
      const readings = await readFunctions(own);
      const counts = (of: (status: OwnStatus) => number) =>
        [...readings].flatMap(([name, { value }]): [string, number][] =>
          value ? [[name, of(value)]] : []
        );
      const rates = consumed.update(now(), counts(({ ledger }) => ledger.totals.consumed));
      const outputRates = written.update(now(), counts(({ outputs }) => outputs));
      return new Map([...readings].map(([name, status]) => [
        name,
        { status, rate: rates.get(name), outputRate: outputRates.get(name) },
      ]));
    }),
    verdicts: burrow && new Poll(() => burrow.verdicts(), SLOW),
    ensemble: ensemble && new Poll(() => readEnsemble(ensemble), SLOW),
    chaos: chaos && new Poll(() => chaos.latest(), SLOW),
    letterTopics: new Poll(() => cluster.letterTopics(), SLOWEST),
    processes: new Poll(async () => {
      const processes = await readProcesses(metrics);
      return { processes, traffic: traffic.update(now(), trafficCounts(processes)) };
    }, SLOWER),
  };
}

/** Asks all functions at once: one that does not answer is a reading, too. */
async function readFunctions(
  own: readonly OwnFunctionClient[],
): Promise<Map<string, Reading<OwnStatus>>> {
  return new Map(
    await Promise.all(own.map(async (client): Promise<[string, Reading<OwnStatus>]> => {
      try {
        return [client.name, { value: await client.status() }];
      } catch (error) {
        return [client.name, { trouble: (error as Error).message }];
      }
    })),
  );
}
