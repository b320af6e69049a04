/**
 * Tasks that do one of several things, named by their first word: `deno task topics create …`.
 *
 * @module
 */
import type { ParseArgsConfig } from "node:util";
import { nearest } from "./nearest.ts";
import { type Command, execute, UsageError } from "./command.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** An action without the types of its flags, as a task has many. */
// deno-lint-ignore no-explicit-any
export type Action = Command<any>;

/** A task and its actions. */
export interface ActionTask {
  /** Shown by `--help` and after a word that is no action. */
  usage: string;
  /** By name. */
  actions: Readonly<Record<string, Action>>;
  /** The action where none is named. */
  standard: string;
}

/** An action, with the types of its flags checked. */
export function action<O extends Options>(command: Command<O>): Action {
  return command;
}

/** Runs the action that the arguments name and exits the process. */
export async function mainAction(task: ActionTask, args: string[] = Deno.args): Promise<never> {
  Deno.exit(await executeAction(task, args));
}

/** Runs the action that the arguments name and returns the exit code. */
export async function executeAction(
  { usage, actions, standard }: ActionTask,
  args: string[],
): Promise<number> {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const name = args[at] ?? standard;
  const chosen = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (chosen === undefined || (at < 0 && asksForHelp(args))) {
    return await execute({ usage, options: {}, takesWords: true, run: () => refuse(name) }, args);
  }
  return await execute(chosen, at < 0 ? args : args.toSpliced(at, 1));

  function refuse(name: string): never {
    const names = Object.keys(actions);
    throw new UsageError(`There is no "${name}"${nearest(name, names)}`);
  }
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}
