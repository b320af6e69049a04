/**
 * Commands to the producer and the consumer: their buttons, and what they do.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Child } from "hono/jsx";
import type { Reading } from "../../live/rates/reading.ts";
import type { FunctionClient } from "../../sources/function_client.ts";
import { addAction } from "../../web/action_route.ts";
import { FoldedForm, FormProblem } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import type { Html } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import type { Console } from "../console.ts";

/** The id of the form that starts a function. */
export function startForm(name: string): string {
  return `start-${name}`;
}

/** The id of the forms of a function's other commands. */
function commandForm(name: string): string {
  return `${name}-command`;
}

/** Why it is not known what a function does. */
export function Trouble({ reading }: { reading?: Reading<unknown> }): Html {
  return <p class="fault">{reading?.trouble ?? "Not asked yet."}</p>;
}

/** Buttons of the commands that the function takes now. */
export function Commands({ name, verbs }: { name: string; verbs: readonly string[] }): Html {
  return (
    <div class="commands">
      {verbs.map((verb) => (
        <form method="post" action={`/${name}/${verb}`}>
          <button type="submit">{`${verb[0].toUpperCase()}${verb.slice(1)} ${name}`}</button>
        </form>
      ))}
    </div>
  );
}

interface FunctionFormsProps {
  /** The function's name. */
  name: string;
  state?: FormState;
  /** The fields of its parameters. */
  children?: Child;
}

/** The form that starts a function, below what was wrong with another command. */
export function FunctionForms({ name, state, children }: FunctionFormsProps): Html {
  return (
    <>
      <FormProblem id={commandForm(name)} state={state} />
      <FoldedForm
        title={`Start ${name} with…`}
        id={startForm(name)}
        action={`/${name}/start`}
        submit={`Start ${name}`}
        state={state}
      >
        <div class="fields">{children}</div>
      </FoldedForm>
    </>
  );
}

/** The function itself checks its parameters; here they are only passed on. */
const parameters = z.record(z.string(), z.string());

const none = z.object({});

/** Adds the commands to the functions that there are. */
export function addFunctionCommands(site: Site, console: Console, page: Page): void {
  const { producer, consumer, sampler } = console;
  const add = (client: FunctionClient<unknown>, verb: string) =>
    addAction(site, {
      path: `/${client.name}/${verb}`,
      form: verb === "start" ? startForm(client.name) : commandForm(client.name),
      fields: verb === "start" ? parameters : none,
      async act(input) {
        const message = await client.command(`/${verb}_${client.name}`, input);
        await sampler.look();
        return { message, to: `/#${client.name}` };
      },
      page,
      at: () => "/",
    });
  if (producer) { for (const verb of ["start", "stop"]) add(producer, verb); }
  if (consumer) { for (const verb of ["start", "stop", "pause", "resume"]) add(consumer, verb); }
}
