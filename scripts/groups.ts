/**
 * `deno task groups`: the consumer groups of the lab, and where they are.
 *
 * @module
 */
import { mainAction } from "./cli/invocation/actions.ts";
import { deleteAction } from "./groups/delete.ts";
import { describeAction } from "./groups/describe.ts";
import { listAction } from "./groups/list.ts";
import { resetAction } from "./groups/reset.ts";
import { withShift } from "./groups/reset_target.ts";

const task = {
  usage: `Usage: deno task groups [action] …

  list                       every group; the action when none is named
  describe <group…>          members, and where the group is in each partition
  reset <group> --to START   sets the group's offsets, after showing what that does
  delete <group…>            makes Kafka forget groups, and where they are

Each tells more by --help, as \`deno task groups reset --help\`, and has --json.`,
  standard: "list",
  actions: {
    list: listAction,
    describe: describeAction,
    reset: resetAction,
    delete: deleteAction,
  },
};

if (import.meta.main) await mainAction(task, withShift(Deno.args));
