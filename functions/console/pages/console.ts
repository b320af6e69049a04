/**
 * What the console's pages and actions work with.
 *
 * @module
 */
import type { ChaosWatch } from "../live/chaos_watch.ts";
import type { Channels } from "../live/streams/channels.ts";
import type { Sampler } from "../live/sampler.ts";
import type { SharedCluster } from "../live/shared_cluster.ts";
import type { Burrow } from "../sources/burrow.ts";
import type { ChaosStarter } from "../sources/chaos_starter.ts";
import type { MetricsAddress } from "../sources/processes.ts";
import type { RecordSchemas } from "../sources/record_schemas.ts";
import type { OwnFunctionClient } from "../sources/own_function.ts";
import type {
  ConsumerStatus,
  FunctionClient,
  ProducerStatus,
  RestStatus,
} from "../sources/function_client.ts";

/** The console's parts. What is not configured is `undefined`. */
export interface Console {
  cluster: SharedCluster;
  sampler: Sampler;
  channels: Channels;
  producer?: FunctionClient<ProducerStatus>;
  consumer?: FunctionClient<ConsumerStatus>;
  rest?: FunctionClient<RestStatus>;
  burrow?: Burrow;
  /** Whose metrics there are. */
  metrics?: readonly MetricsAddress[];
  chaosWatch: ChaosWatch;
  /** Who starts scenarios, where somebody may. */
  chaosStarter?: ChaosStarter;
  /** What records hold by the schemas of a registry. */
  schemas?: RecordSchemas;
  /** Users' functions. */
  own?: readonly OwnFunctionClient[];
}
