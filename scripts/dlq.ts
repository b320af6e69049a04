/**
 * `deno task dlq`: the dead letters of the lab.
 *
 * @module
 */
import { mainAction } from "./cli/invocation/actions.ts";
import { discardAction } from "./dlq/discard.ts";
import { listAction } from "./dlq/list.ts";
import { redriveAction } from "./dlq/redrive.ts";
import { showAction } from "./dlq/show.ts";

const task = {
  usage: `Usage: deno task dlq [action] …

  list [topic]                         the topics of dead letters, or what is open in one; the action when none
                                       is named
  show <topic> <partition>/<offset>    one letter with its history
  redrive <topic> [--to topic]         writes the records of letters again, to where they came from
  discard <topic>                      notes that letters are not wanted

Each tells more by --help, as \`deno task dlq redrive --help\`, and has --json. docs/DEAD-LETTERS.md explains them.`,
  standard: "list",
  actions: {
    list: listAction,
    show: showAction,
    redrive: redriveAction,
    discard: discardAction,
  },
};

if (import.meta.main) await mainAction(task);
