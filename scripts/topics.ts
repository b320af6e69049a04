/**
 * `deno task topics`: the topics of the lab, and what is done to them.
 *
 * @module
 */
import { mainAction } from "./cli/invocation/actions.ts";
import { addPartitionsAction } from "./topics/add_partitions.ts";
import { alterAction } from "./topics/alter.ts";
import { createAction } from "./topics/create.ts";
import { deleteAction } from "./topics/delete.ts";
import { describeAction } from "./topics/describe.ts";
import { emptyAction } from "./topics/empty.ts";
import { listAction } from "./topics/list.ts";

const task = {
  usage: `Usage: deno task topics [action] …

  list                           every topic, with what it holds; the action when none is named
  describe <topic…>              partitions, replicas, offsets and settings
  create <topic>                 a new one
  alter <topic>                  changes settings
  add-partitions <topic> <n>     adds n partitions
  delete <topic…>                deletes topics, with all they hold
  empty <topic…>                 deletes what they hold, and keeps them

Each tells more by --help, as \`deno task topics create --help\`, and has --json.`,
  standard: "list",
  actions: {
    list: listAction,
    describe: describeAction,
    create: createAction,
    alter: alterAction,
    "add-partitions": addPartitionsAction,
    delete: deleteAction,
    empty: emptyAction,
  },
};

if (import.meta.main) await mainAction(task);
