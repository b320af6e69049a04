/**
 * Kafka as all viewers share it: what one of them has just asked is the answer to the others too, so
 * that a hundred open consoles cost the brokers no more than one.
 *
 * @module
 */
import { deadline } from "@std/async";
import type {
  ClusterActions,
  ClusterClient,
  ClusterReader,
} from "../../../kafka/cluster/cluster_client.ts";
import { KafkaError } from "../../../kafka/errors.ts";

/** For how long an answer holds, in ms. */
const FRESH = 900;

/** Answers that cost the brokers more hold longer, in ms. */
const FRESH_LONG = 4_000;

/** How long the controller may take for a change until its viewer is told, in ms. */
const CONTROLLER_PATIENCE = 4_000;

interface Answer {
  until: number;
  value: Promise<unknown>;
}

/** A cluster whose reads are shared, and which forgets them when something is changed through it. */
export class SharedCluster implements ClusterReader, ClusterActions {
  readonly #cluster: ClusterClient;
  readonly #now: () => number;
  readonly #patience: number;
  readonly #answers = new Map<string, Answer>();
  #questions = 0;

  /** @param patience how long the controller may take for a change, ms. */
  constructor(
    cluster: ClusterClient,
    now: () => number = () => performance.now(),
    patience = CONTROLLER_PATIENCE,
  ) {
    this.#cluster = cluster;
    this.#now = now;
    this.#patience = patience;
  }

  /** How many questions were put to Kafka, however many viewers had them. */
  get questions(): number {
    return this.#questions;
  }

  overview: ClusterReader["overview"] = () => this.#share("overview", FRESH);
  startOffsets: ClusterReader["startOffsets"] = (topics) =>
    this.#share("startOffsets", FRESH, topics);
  topic: ClusterReader["topic"] = (name) => this.#share("topic", FRESH, name);
  topicConfigs: ClusterReader["topicConfigs"] = (names) =>
    this.#share("topicConfigs", FRESH_LONG, names);
  logDirs: ClusterReader["logDirs"] = () => this.#share("logDirs", FRESH_LONG);
  groups: ClusterReader["groups"] = () => this.#share("groups", FRESH);
  group: ClusterReader["group"] = (name) => this.#share("group", FRESH, name);
  broker: ClusterReader["broker"] = (id) => this.#share("broker", FRESH_LONG, id);
  producers: ClusterReader["producers"] = (topics) => this.#share("producers", FRESH_LONG, topics);
  reassignments: ClusterReader["reassignments"] = () => this.#share("reassignments", FRESH);
  letterTopics: ClusterReader["letterTopics"] = () => this.#share("letterTopics", FRESH_LONG);
  letterCauses: ClusterReader["letterCauses"] = () => this.#share("letterCauses", FRESH_LONG);

  /** The cluster at a glance, asked anew: for pages that tell once what there is, and are not renewed. */
  overviewNow(): ReturnType<ClusterReader["overview"]> {
    this.#questions++;
    return this.#cluster.overview();
  }

  /** Always asked anew: rates come of them, and the sampler alone asks. */
  endOffsets: ClusterReader["endOffsets"] = (topics) => {
    this.#questions++;
    return this.#cluster.endOffsets(topics);
  };
  browse: ClusterReader["browse"] = (...args) => this.#cluster.browse(...args);
  tail: ClusterReader["tail"] = (...args) => this.#cluster.tail(...args);
  letters: ClusterReader["letters"] = (...args) => this.#cluster.letters(...args);
  letter: ClusterReader["letter"] = (...args) => this.#cluster.letter(...args);
  planRedrive: ClusterReader["planRedrive"] = (...args) => this.#cluster.planRedrive(...args);
  planDiscard: ClusterReader["planDiscard"] = (...args) => this.#cluster.planDiscard(...args);
  previewReset: ClusterActions["previewReset"] = (...args) => this.#cluster.previewReset(...args);

  createTopic: ClusterActions["createTopic"] = (...args) =>
    this.#changeByController((cluster) => cluster.createTopic(...args));
  deleteTopic: ClusterActions["deleteTopic"] = (...args) =>
    this.#changeByController((cluster) => cluster.deleteTopic(...args));
  emptyTopic: ClusterActions["emptyTopic"] = (...args) =>
    this.#change((cluster) => cluster.emptyTopic(...args));
  deleteRecordsBelow: ClusterActions["deleteRecordsBelow"] = (...args) =>
    this.#change((cluster) => cluster.deleteRecordsBelow(...args));
  addPartitions: ClusterActions["addPartitions"] = (...args) =>
    this.#changeByController((cluster) => cluster.addPartitions(...args));
  alterConfig: ClusterActions["alterConfig"] = (...args) =>
    this.#changeByController((cluster) => cluster.alterConfig(...args));
  produce: ClusterActions["produce"] = (...args) =>
    this.#change((cluster) => cluster.produce(...args));
  produceAll: ClusterActions["produceAll"] = (...args) =>
    this.#change((cluster) => cluster.produceAll(...args));
  resetOffsets: ClusterActions["resetOffsets"] = (...args) =>
    this.#change((cluster) => cluster.resetOffsets(...args));
  deleteGroup: ClusterActions["deleteGroup"] = (...args) =>
    this.#change((cluster) => cluster.deleteGroup(...args));
  electPreferredLeaders: ClusterActions["electPreferredLeaders"] = (...args) =>
    this.#changeByController((cluster) => cluster.electPreferredLeaders(...args));
  reassign: ClusterActions["reassign"] = (...args) =>
    this.#changeByController((cluster) => cluster.reassign(...args));
  cancelReassignments: ClusterActions["cancelReassignments"] = (...args) =>
    this.#changeByController((cluster) => cluster.cancelReassignments(...args));
  redrive: ClusterActions["redrive"] = (...args) =>
    this.#change((cluster) => cluster.redrive(...args));
  discard: ClusterActions["discard"] = (...args) =>
    this.#change((cluster) => cluster.discard(...args));

  /** The answer of a moment ago, or a new one that others get too. */
  #share<M extends keyof ClusterReader>(
    method: M,
    freshFor: number,
    ...args: Parameters<ClusterReader[M]>
  ): ReturnType<ClusterReader[M]> {
    const key = JSON.stringify([method, ...args]);
    const now = this.#now();
    const known = this.#answers.get(key);
    if (known !== undefined && known.until > now) {
      return known.value as ReturnType<ClusterReader[M]>;
    }
    for (const [name, { until }] of this.#answers) if (until <= now) this.#answers.delete(name);
    const read = this.#cluster[method] as (...args: unknown[]) => Promise<unknown>;
    this.#questions++;
    const answer: Answer = { until: Infinity, value: read.apply(this.#cluster, args) };
    this.#answers.set(key, answer);
    // A question that takes its time is not asked again meanwhile; its answer holds from then on.
    const settled = () => void (answer.until = this.#now() + freshFor);
    answer.value.then(settled, settled);
    return answer.value as ReturnType<ClusterReader[M]>;
  }

  /**
   * A change that is the controller's, which is told within some seconds. While ZooKeeper has no quorum
   * a controller takes on what it is asked, and answers once there is one again.
   *
   * @throws {KafkaError} REQUEST_TIMED_OUT.
   */
  async #changeByController<T>(act: (cluster: ClusterClient) => Promise<T>): Promise<T> {
    try {
      return await deadline(this.#change(act), this.#patience);
    } catch (error) {
      if ((error as Error).name !== "TimeoutError") throw error;
      const message =
        "Cannot tell whether it is done: Kafka's controller does not answer, as without " +
        "a quorum of ZooKeeper; it may still do it";
      throw new KafkaError("REQUEST_TIMED_OUT", message, { cause: error });
    }
  }

  async #change<T>(act: (cluster: ClusterClient) => Promise<T>): Promise<T> {
    try {
      return await act(this.#cluster);
    } finally {
      this.#answers.clear();
    }
  }
}
