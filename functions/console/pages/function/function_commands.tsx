/**
 * Starting, stopping and pausing a function.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { OwnStatus } from "../../sources/own_function.ts";
import { addAction } from "../../web/action_route.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import type { Console } from "../console.ts";
import { functionOf } from "./function_of.ts";

/** The id of the forms of a function's commands. */
export const COMMAND_FORM = "function-command";

/** What each command is taken in. */
const VERBS: Record<OwnStatus["state"], readonly string[]> = {
  started: ["pause", "stop"],
  paused: ["resume", "stop"],
  stopped: ["start"],
};

interface FunctionCommandsProps {
  name: string;
  status?: OwnStatus;
}

/** Buttons of the commands that the function takes now. */
export function FunctionCommands({ name, status }: FunctionCommandsProps): Html {
  const works = status?.function.trigger || status?.schedule;
  return (
    <div class="commands">
      {works &&
        VERBS[status.state].map((verb) => (
          <form method="post" action={path("functions", name, verb)}>
            <button type="submit">{`${verb[0].toUpperCase()}${verb.slice(1)}`}</button>
          </form>
        ))}
    </div>
  );
}

/** Adds the commands. */
export function addCommands(site: Site, console: Console, page: Page): void {
  for (const verb of new Set(Object.values(VERBS).flat())) {
    addAction(site, {
      path: `/functions/:name/${verb}`,
      form: COMMAND_FORM,
      fields: z.object({}),
      async act(_input, param) {
        const client = functionOf(console, param("name"));
        const message = await client.command(`/${verb}`, {});
        await console.sampler.look();
        return { message, to: path("functions", client.name) };
      },
      page,
      at: (param) => path("functions", param("name")),
    });
  }
}
