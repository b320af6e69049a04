/**
 * Actions on brokers, and on where partitions are.
 *
 * @module
 */
import type { ElectionOutcome } from "../../../../kafka/admin/replicas.ts";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { Problem } from "../../../runtime/http/problem.ts";
import { count } from "../../web/format.ts";
import { path } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { addAction } from "../../web/action_route.ts";
import type { Page } from "../../web/page_route.tsx";
import { brokerIds, text, topicName, wholeNumber } from "../../web/form_fields.ts";

const place = { topic: topicName, partition: wholeNumber(0) };

/** What came of an election. @throws {Problem} `conflict` if it failed for every partition. */
export function electionMessage(outcomes: readonly ElectionOutcome[]): string {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  const elected = outcomes.length - failed.length;
  const reasons = [...new Set(failed.map(({ error }) => error))].join(", ");
  const failures = `${count(failed.length, "partition")} kept another leader (${reasons})`;
  if (outcomes.length === 0) return "Every partition had its preferred leader already";
  if (elected === 0) throw new Problem("conflict", `Cannot elect preferred leaders: ${failures}`);
  const done = `${count(elected, "preferred leader")} elected`;
  return failed.length === 0 ? done : `${done}; ${failures}`;
}

/** Adds the actions on brokers. */
export function addBrokerActions(
  app: OpenAPIHono,
  parts: Console,
  pages: { list: Page; broker: Page },
): void {
  const { cluster } = parts;
  const at = () => "/brokers";

  addAction(app, parts, {
    path: "/brokers/elect",
    form: "elect",
    fields: z.object({}),
    async act() {
      return { message: electionMessage(await cluster.electPreferredLeaders()), to: at() };
    },
    page: pages.list,
    at,
  });

  addAction(app, parts, {
    path: "/brokers/move",
    form: "move-replicas",
    fields: z.object({ ...place, replicas: brokerIds }),
    async act({ topic, partition, replicas }) {
      await cluster.reassign([{ topic, partition, replicas }]);
      const message = `Replicas of ${topic}/${partition} are on their way to ${
        replicas.join(", ")
      }`;
      return { message, to: at() };
    },
    page: pages.list,
    at,
  });

  addAction(app, parts, {
    path: "/brokers/cancel-move",
    form: "cancel-move",
    fields: z.object(place),
    async act(partition) {
      await cluster.cancelReassignments([partition]);
      const { topic, partition: number } = partition;
      return { message: `${topic}/${number} keeps the replicas it had`, to: at() };
    },
    page: pages.list,
    at,
  });

  addAction(app, parts, {
    path: "/brokers/:broker/settings",
    form: "change-config",
    fields: z.object({ name: text, value: z.string().optional() }),
    async act({ name, value }, param) {
      const broker = Number(param("broker"));
      await cluster.alterConfig(
        { broker },
        value === undefined ? { reset: [name] } : { set: { [name]: value } },
      );
      const message = value === undefined
        ? `${name} is back at its default`
        : `${name} is ${value} now`;
      return { message, to: path("brokers", broker) };
    },
    page: pages.broker,
    at: (param) => path("brokers", param("broker")),
  });
}
