/**
 * The lab at one time, as the sampler saw it.
 *
 * @module
 */
import type { GroupList } from "../../../../kafka/admin/groups/group_summaries.ts";
import type { BrokerAddress, Overview } from "../../../../kafka/admin/overview.ts";
import type { LetterTopic } from "../../../../kafka/letters/reading/find_letter_topics.ts";
import type { Verdict } from "../../sources/burrow.ts";
import type { Member } from "../../sources/ensemble.ts";
import type { ConsumerStatus, ProducerStatus, RestStatus } from "../../sources/function_client.ts";
import type { Process } from "../../sources/processes.ts";
import type { OwnReadings } from "../streams/polls.ts";
import type { ChaosRun } from "../../chaos/chaos_run.ts";
import type { Reading } from "../rates/reading.ts";

/** The lab at one time. What is not configured, or not read yet, is `undefined`. */
export interface Sample {
  kafka?: Reading<Overview>;
  /** The brokers that were ever seen; those that are not in `kafka` are down. */
  brokers: readonly BrokerAddress[];
  /** The names of brokers, by their id. */
  brokerNames: ReadonlyMap<number, string>;
  /** Records a second that come into each topic. */
  rates: ReadonlyMap<string, number>;
  /** Records a second that each group reads of each topic, by the name of `readRate()`. */
  readRates: ReadonlyMap<string, number>;
  /** Records a second into all topics that are not internal. */
  recordsIn?: number;
  /** Records a second that the consumer delivers. */
  recordsOut?: number;
  producer?: Reading<ProducerStatus>;
  consumer?: Reading<ConsumerStatus>;
  rest?: Reading<RestStatus>;
  /** Users' functions, by their names. */
  own: OwnReadings;
  groups?: Reading<GroupList>;
  verdicts?: Reading<Map<string, Verdict>>;
  /** The topics of dead letters. */
  letterTopics?: Reading<LetterTopic[]>;
  ensemble?: readonly Member[];
  /** The run of `deno task chaos` that was told last; without one, nobody ever broke the lab. */
  chaos?: Reading<{ run?: ChaosRun }>;
  /** By the node's name. */
  processes: ReadonlyMap<string, Process>;
  /** By the name of `trafficRate()`, a second. */
  traffic: ReadonlyMap<string, number>;
  /** The `host:port` of each function, by its name. */
  addresses: ReadonlyMap<string, string>;
}
