/**
 * The brokers, and what is done to all of them: electing preferred leaders, moving replicas.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import {
  ELECT_LEADERS,
  electionMessage,
  ElectLeadersForm,
} from "../../components/elect_leaders.tsx";
import { addAction } from "../../web/action_route.ts";
import { FormProblem } from "../../web/forms/field.tsx";
import { formatCount } from "../../web/text/format.ts";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { BrokerTable } from "./broker_table.tsx";
import { readBrokers } from "./brokers_query.ts";
import {
  CANCEL_MOVE,
  cancelMove,
  moveReplicas,
  MoveReplicasForm,
  Moves,
} from "./move_replicas.tsx";

/** Adds the list of brokers, and what its forms do. */
export function addBrokers(site: Site, console: Console): void {
  const page = brokersPage(console);
  addPage(site, "/brokers", page);
  addAction(site, {
    path: "/brokers/elect",
    form: ELECT_LEADERS,
    fields: z.object({}),
    async act() {
      const message = electionMessage(await console.cluster.electPreferredLeaders());
      return { message, to: "/brokers" };
    },
    page,
    at: () => "/brokers",
  });
  addAction(site, moveReplicas(console, page));
  addAction(site, cancelMove(console, page));
}

function brokersPage(console: Console): Page {
  return async ({ query, form }) => {
    const { rows, reassignments, notPreferred } = await readBrokers(console);
    const live = {
      brokers: <BrokerTable rows={rows} />,
      preferred: (
        <p>
          {notPreferred === 0
            ? "Every partition is led by its preferred leader, the first of its replicas."
            : `${formatCount(notPreferred)} partitions are led by another than their preferred ` +
              `leader, as after a broker's restart.`}
        </p>
      ),
      moves: <Moves reassignments={reassignments} />,
    };
    return {
      title: "Brokers",
      section: "brokers",
      live,
      body: (
        <>
          <h1>Brokers</h1>
          <Live id="brokers">{live.brokers}</Live>
          <section class="panel" aria-labelledby="preferred-title">
            <h2 id="preferred-title">Preferred leaders</h2>
            <Live id="preferred">{live.preferred}</Live>
            <FormProblem id={ELECT_LEADERS} state={form} />
            <ElectLeadersForm action="/brokers/elect" />
          </section>
          <section class="panel" aria-labelledby="moves-title">
            <h2 id="moves-title">Replicas on the move</h2>
            <FormProblem id={CANCEL_MOVE} state={form} />
            <Live id="moves">{live.moves}</Live>
            <h3>Move a partition's replicas</h3>
            <MoveReplicasForm topic={query.get("topic") ?? ""} state={form} />
          </section>
        </>
      ),
    };
  };
}
