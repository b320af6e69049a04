/**
 * What the console's pages and actions work with.
 *
 * @module
 */
import type { SharedCluster } from "../live/shared_cluster.ts";
import type { PageFrame } from "../web/page_route.tsx";
import type { Burrow } from "../sources/burrow.ts";
import type { ConsumerStatus, FunctionClient, ProducerStatus } from "../sources/function_client.ts";

/** The console's parts. What is not configured is `undefined`. */
export interface Console extends PageFrame {
  cluster: SharedCluster;
  producer?: FunctionClient<ProducerStatus>;
  consumer?: FunctionClient<ConsumerStatus>;
  burrow?: Burrow;
}
