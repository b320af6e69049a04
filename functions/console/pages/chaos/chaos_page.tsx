/**
 * Scenarios that break the lab under load: they are offered here, and the run is seen.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import type { ChaosStarter } from "../../sources/chaos_starter.ts";
import { addAction } from "../../web/action_route.ts";
import { Form } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { type Html, path } from "../../web/html.ts";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { RunPanel } from "./run_panel.tsx";
import { addScenario } from "./scenario_page.tsx";
import { commandOf, type OfferedScenario, SCENARIOS } from "./scenarios.ts";

const STOP = "stop-chaos";

/** Adds the page, and what begins and ends a run. */
export function addChaos(site: Site, console: Console): void {
  const page = chaosPage(console);
  addPage(site, "/chaos", page);
  addAction(site, {
    path: "/chaos/run/stop",
    form: STOP,
    fields: z.object({}),
    async act() {
      await starterOf(console).stop();
      return { message: "The run heals what it has broken, and ends", to: "/chaos" };
    },
    page,
    at: () => "/chaos",
  });
  addScenario(site, console, starterOf);
}

/** @throws {Problem} 409 where nobody starts processes for the console. */
function starterOf({ chaosStarter }: Console): ChaosStarter {
  if (chaosStarter !== undefined) return chaosStarter;
  const detail = "Nobody starts processes for this console: run the command on the lab's machine";
  throw new Problem("conflict", detail);
}

function chaosPage({ chaosWatch, chaosStarter }: Console): Page {
  return async ({ form }) => {
    const { run, trouble } = await chaosWatch.latest();
    const shown = (
      <>
        {trouble !== undefined && <p class="notice warn">No news of a run: {trouble}</p>}
        {run
          ? (
            <RunPanel run={run} now={Date.now()}>
              {run.state === "running" && chaosStarter && <StopForm state={form} />}
            </RunPanel>
          )
          : <p class="empty">Nothing has broken this lab yet.</p>}
      </>
    );
    return {
      title: "Chaos",
      section: "chaos",
      live: { "chaos-run": shown },
      body: (
        <>
          <h1>Chaos</h1>
          <p class="muted">
            Each scenario loads the lab, breaks it while records flow, heals it, and gives a verdict
            on every record. One runs at a time.
          </p>
          <Live id="chaos-run">{shown}</Live>
          <noscript>
            <p class="hint">
              Without JavaScript this page stands still: <a href="/chaos">load it again</a>{" "}
              for news.
            </p>
          </noscript>
          <section class="panel">
            <h2>Scenarios</h2>
            {chaosStarter === undefined && (
              <p>
                This console may start nothing on the machine that the lab runs on. Type a command
                there, and see it here.
              </p>
            )}
            <Table
              caption="Scenarios"
              columns={chaosStarter ? [...COLUMNS, RUN] : [...COLUMNS, COMMAND]}
              rows={SCENARIOS}
              empty=""
            />
            <p class="hint">
              Others bring a lab of their own, with a network, clocks or a disk to be broken:{" "}
              <code>deno task chaos --help</code> lists all.
            </p>
          </section>
        </>
      ),
    };
  };
}

const COLUMNS: readonly Column<OfferedScenario>[] = [
  { label: "Scenario", cell: ({ name }) => name },
  { label: "What it breaks", cell: ({ breaks }) => breaks },
];

const RUN: Column<OfferedScenario> = {
  label: "Run",
  cell: ({ name }) => (
    <a class="button" href={path("chaos", name)} aria-label={`Run ${name}…`}>Run…</a>
  ),
};

const COMMAND: Column<OfferedScenario> = {
  label: "Command",
  cell: ({ name }) => <code class="command">{commandOf(name)}</code>,
};

function StopForm({ state }: { state?: FormState }): Html {
  return <Form id={STOP} action="/chaos/run/stop" submit="Heal and stop" state={state} />;
}
