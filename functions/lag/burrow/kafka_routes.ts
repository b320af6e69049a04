/**
 * `/v3/kafka`: the cluster, its topics, and its groups.
 *
 * @module
 */
import type { Context } from "hono";
import { burrowMembership, burrowStatus, burrowTopics } from "./burrow_json.ts";
import { type BurrowRoutes, json, NOT_FOUND } from "./burrow_routes.ts";
import { type Evaluator, notFound } from "../evaluation/evaluator.ts";
import type { Log } from "../logging/log.ts";
import type { Storage } from "../storage/storage.ts";

/** What the routes need. */
export interface KafkaRoutesOptions {
  /** The cluster's name. */
  cluster: string;
  /** The cluster as its module is described. */
  clusterModule: object;
  storage: Storage;
  evaluator: Pick<Evaluator, "status">;
  log: Log;
}

const CLUSTER = "/v3/kafka/{cluster}";
const GROUP = `${CLUSTER}/consumer/{group}`;

/** Adds the routes. */
export function addKafkaRoutes(routes: BurrowRoutes, options: KafkaRoutesOptions): void {
  const { cluster, clusterModule } = options;
  routes.add({ path: "/v3/kafka", summary: "The names of the clusters" }, (c) =>
    json(c, {
      error: false,
      message: "cluster list returned",
      clusters: [cluster],
      request: routes.request(c),
    }));
  for (const path of [CLUSTER, "/v3/config/cluster/{cluster}"]) {
    routes.add({ path, summary: "How the cluster is asked", problems: NOT_FOUND }, (c) => {
      if (c.req.param("cluster") !== cluster) {
        return routes.error(c, 404, "cluster module not found");
      }
      return json(c, {
        error: false,
        message: "cluster module detail returned",
        module: clusterModule,
        request: routes.request(c),
      });
    });
  }
  addTopicRoutes(routes, options);
  addGroupRoutes(routes, options);
  addDeleteRoutes(routes, options);
}

function addTopicRoutes(routes: BurrowRoutes, { cluster, storage }: KafkaRoutesOptions): void {
  const lists = [
    {
      path: `${CLUSTER}/topic`,
      summary: "The names of the topics",
      list: () => ({ message: "topic list returned", topics: storage.topics }),
    },
    {
      path: `${CLUSTER}/topic/{topic}/consumers`,
      summary: "The groups that have something to do with a topic",
      list: (c: Context) => ({
        message: "consumers of topic returned",
        consumers: storage.groupsOf(c.req.param("topic")!),
      }),
    },
    {
      path: `${CLUSTER}/consumer`,
      summary: "The names of the groups",
      list: () => ({ message: "consumer list returned", consumers: storage.groups }),
    },
  ];
  for (const { path, summary, list } of lists) {
    routes.add({ path, summary, problems: NOT_FOUND }, (c) => {
      if (c.req.param("cluster") !== cluster) return routes.error(c, 404, "cluster not found");
      return json(c, { error: false, ...list(c), request: routes.request(c) });
    });
  }
  routes.add({
    path: `${CLUSTER}/topic/{topic}`,
    summary: "Where the logs of a topic's partitions end",
    problems: NOT_FOUND,
  }, (c) => {
    const isKnown = c.req.param("cluster") === cluster;
    // LinkedIn's Burrow leaves out what it does not know, so that each offset stands for another one.
    const offsets = isKnown
      ? storage.logEnds(c.req.param("topic")!)?.map((offset) => offset ?? null)
      : undefined;
    if (offsets === undefined) return routes.error(c, 404, "cluster or topic not found");
    return json(c, {
      error: false,
      message: "topic offsets returned",
      offsets,
      request: routes.request(c),
    });
  });
}

function addGroupRoutes(routes: BurrowRoutes, options: KafkaRoutesOptions): void {
  const { cluster, storage, evaluator } = options;
  routes.add({
    path: GROUP,
    summary: "The commits of a group that are kept, oldest first, by topic and partition",
    problems: NOT_FOUND,
  }, (c) => {
    const isKnown = c.req.param("cluster") === cluster;
    const group = c.req.param("group")!;
    const topics = isKnown ? storage.group(group) : undefined;
    if (topics === undefined) return routes.error(c, 404, "cluster or consumer not found");
    return json(c, {
      error: false,
      message: "consumer detail returned",
      topics: burrowTopics(topics),
      ...burrowMembership(storage.membership(group)),
      request: routes.request(c),
    });
  });
  const statuses = [
    { path: `${GROUP}/status`, all: false, summary: "How a group fares, with what is not OK" },
    { path: `${GROUP}/lag`, all: true, summary: "How a group fares, with all partitions" },
  ];
  for (const { path, all, summary } of statuses) {
    const problems = { 404: "The status is NOTFOUND" };
    routes.add({ path, summary, problems }, (c) => {
      const [asked, group] = [c.req.param("cluster")!, c.req.param("group")!];
      const status = asked === cluster ? evaluator.status(group) : notFound(group);
      return json(c, {
        error: false,
        message: "consumer status returned",
        status: burrowStatus(asked, status, { all }),
        request: routes.request(c),
      }, status.status === "NOTFOUND" ? 404 : 200);
    });
  }
}

function addDeleteRoutes(routes: BurrowRoutes, options: KafkaRoutesOptions): void {
  const { cluster, storage, log } = options;
  for (const path of [GROUP, `${GROUP}/topic/{topic}`]) {
    const summary = "Forget what is known of a group, or what it does with a topic; Kafka is not " +
      "told, and what the group commits from now on is known again";
    routes.add({ method: "delete", path, summary }, (c) => {
      const [group, topic] = [c.req.param("group")!, c.req.param("topic")];
      if (c.req.param("cluster") === cluster) storage.deleteGroup(group, topic);
      log.info("consumer group removed", { group, topic });
      return json(c, {
        error: false,
        message: "consumer group removed",
        request: routes.request(c),
      });
    });
  }
}
