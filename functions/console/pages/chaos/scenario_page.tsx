/**
 * One scenario: what it will break, and the form that begins it.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import type { ChaosStarter } from "../../sources/chaos_starter.ts";
import { addAction } from "../../web/action_route.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import { confirmed, ConfirmField } from "../../web/forms/confirm.tsx";
import { Form } from "../../web/forms/field.tsx";
import { path } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { commandOf, type OfferedScenario, SCENARIOS } from "./scenarios.ts";

const FORM = "break-lab";
const ROUTE = "/chaos/:scenario";

/** Adds the page of each scenario, and its beginning. */
export function addScenario(
  site: Site,
  console: Console,
  starterOf: (console: Console) => ChaosStarter,
): void {
  const page = scenarioPage(console);
  addPage(site, ROUTE, page);
  addAction(site, {
    path: ROUTE,
    form: FORM,
    fields: z.object({ confirm: z.string().optional() }),
    async act({ confirm }, param) {
      const { name } = offered(param("scenario"));
      confirmed(confirm, name);
      await starterOf(console).start(name);
      return { message: `${name} begins: its first news come in some seconds`, to: "/chaos" };
    },
    page,
    at: (param) => path("chaos", param("scenario")),
  });
}

/** @throws {Problem} 404 for a name that none has. */
function offered(name: string): OfferedScenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  throw new Problem("noRoute", `There is no scenario ${JSON.stringify(name)}`);
}

function scenarioPage({ chaosStarter }: Console): Page {
  return ({ param, form }) => {
    const { name, breaks, breaksConsole } = offered(param("scenario"));
    return {
      title: `Chaos: ${name}`,
      section: "chaos",
      live: {},
      body: (
        <>
          <Crumbs links={[["/chaos", "Chaos"]]} />
          <h1>{name}</h1>
          <section class="panel">
            <p class="notice warn">
              {breaks}. Whatever else uses this lab meanwhile sees it too: writes and reads stand
              still for some seconds, and changes may be refused.{" "}
              {breaksConsole && "This console goes down with it, and comes back."}
            </p>
            <p>
              It loads the lab with 2,400 records a second or less in a topic of its own, which goes
              at the end. What the scenario breaks it heals. No record that was acknowledged may
              suffer.
            </p>
            {chaosStarter
              ? (
                <Form
                  id={FORM}
                  action={path("chaos", name)}
                  submit="Break the lab"
                  danger
                  state={form}
                >
                  <ConfirmField form={FORM} state={form} name={name} />
                </Form>
              )
              : (
                <p>
                  This console may start nothing. On the machine that the lab runs on:{" "}
                  <code class="command">{commandOf(name)}</code>
                </p>
              )}
          </section>
        </>
      ),
    };
  };
}
