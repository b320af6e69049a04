/**
 * A user's function: what it does, what it did last, and calling it by hand.
 *
 * @module
 */
import { triggersOf } from "../../components/function_marks.tsx";
import type { Invoked, LogLine } from "../../sources/own_function.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import { FormProblem } from "../../web/forms/field.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { addCommands, COMMAND_FORM, FunctionCommands } from "./function_commands.tsx";
import { functionOf } from "./function_of.ts";
import { FunctionFigures } from "./function_figures.tsx";
import { InvocationTable } from "./invocation_table.tsx";
import { addInvoke, InvokeForm, InvokeResult } from "./invoke_function.tsx";
import { LogLines } from "./log_lines.tsx";

/** Adds a function's page, its commands, and the form that calls it. */
export function addFunction(site: Site, console: Console): void {
  const page = functionPage(console);
  addPage(site, "/functions/:name", page);
  addCommands(site, console, page);
  addInvoke(site, console, (invoked) => functionPage(console, invoked));
}

/** @param invoked what came of the call that this page answers to. */
function functionPage(console: Console, invoked?: Invoked): Page {
  return async ({ param, form }) => {
    const name = param("name");
    const client = functionOf(console, name);
    const { own, groups } = await console.sampler.seen();
    const reading = own.get(name);
    const status = reading?.status.value;
    const replicas = groups?.value?.groups
      .find(({ group }) => group === status?.function.trigger?.group)?.members;
    const lines = await client.logs().catch((): LogLine[] => []);
    const live = {
      state: <FunctionFigures reading={reading} replicas={replicas} />,
      commands: <FunctionCommands name={name} status={status} />,
      invocations: <InvocationTable invocations={status?.lastInvocations ?? []} />,
      log: <LogLines lines={lines} />,
    };
    return {
      title: name,
      section: "functions",
      live,
      body: (
        <>
          <Crumbs links={[["/functions", "Functions"]]} />
          <h1>{name}</h1>
          {status?.function.description && <p class="muted">{status.function.description}</p>}
          {status && <p class="muted">Triggered by {triggersOf(status)}</p>}
          <Live id="state">{live.state}</Live>
          <FormProblem id={COMMAND_FORM} state={form} />
          <Live id="commands">{live.commands}</Live>
          <section class="panel" aria-labelledby="invoke-title">
            <h2 id="invoke-title">Call it by hand</h2>
            {invoked && <InvokeResult invoked={invoked} />}
            <InvokeForm name={name} state={form} />
          </section>
          <section class="panel" aria-labelledby="invocations-title">
            <h2 id="invocations-title">Last calls</h2>
            <Live id="invocations">{live.invocations}</Live>
          </section>
          <section class="panel" aria-labelledby="log-title">
            <h2 id="log-title">Log</h2>
            <Live id="log">{live.log}</Live>
          </section>
        </>
      ),
    };
  };
}
