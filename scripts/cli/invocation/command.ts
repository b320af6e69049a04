/**
 * The frame of every script: flags, usage, exit codes. 0 is done, 1 failed or not ready, 2 wrong
 * usage, 130 ended by Ctrl-C.
 *
 * @module
 */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { EnvironmentError } from "../../../cluster/environment.ts";
import { sparingLoopback } from "../../../cluster/process/ports/loopback.ts";
import { fail, terminalWidth } from "../terminal/terminal.ts";
import { nearest } from "./nearest.ts";
import { wrapped } from "../terminal/wrapped.ts";

/** The command line is wrong; the message says how. */
export class UsageError extends Error {
  override name = "UsageError";
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** A parsed command line. */
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>;

/** What a script is called with and what it does. */
export interface Command<O extends Options> {
  /** Shown by `--help` and after a wrong call. Its first line is `Usage: deno task …`. */
  usage: string;
  /** The flags, as for `parseArgs` of node:util. `--help` is there always. */
  options: O;
  /** Whether words that are no flags mean something to it; else they are refused. */
  takesWords?: boolean;
  /** Does the work and returns the exit code. Throws {@linkcode UsageError} on a wrong call. */
  run(flags: Parsed<O>["values"], positionals: string[]): Promise<number>;
}

/** Runs a script with these arguments and exits the process. Call it from `import.meta.main`. */
export async function main<O extends Options>(
  command: Command<O>,
  args: string[] = Deno.args,
): Promise<never> {
  Deno.exit(await execute(command, args));
}

/** Runs a script with these arguments and returns its exit code. */
export async function execute<O extends Options>(
  { usage, options, takesWords = false, run }: Command<O>,
  args: string[],
): Promise<number> {
  sparingLoopback();
  if (args.includes("--help") || args.includes("-h")) {
    console.log(wrapped(usage, terminalWidth(Deno.stdout)));
    return 0;
  }
  try {
    const { values, positionals } = parse(options, args);
    if (positionals.length > 0 && !takesWords) {
      const [task] = usage.match(/deno task \S+/) ?? ["This"];
      throw new UsageError(`${task} takes no "${positionals[0]}"`);
    }
    return await run(values, positionals);
  } catch (error) {
    if (error instanceof UsageError) {
      fail(`${error.message}\n\n${wrapped(usage, terminalWidth(Deno.stderr))}`);
      return 2;
    }
    return explain(error);
  }
}

/**
 * The flags of a task that is one piece, from its first line to its last. Ends the process for `--help`
 * and after a wrong call.
 */
export async function flagsOf<O extends Options>(
  usage: string,
  options: O,
  args: string[] = Deno.args,
): Promise<Parsed<O>["values"]> {
  let flags: Parsed<O>["values"] | undefined;
  const run = (values: Parsed<O>["values"]) => {
    flags = values;
    return Promise.resolve(0);
  };
  const code = await execute({ usage, options, run }, args);
  return flags ?? Deno.exit(code);
}

/** Ended by a signal, such as Ctrl-C; what was to be said of it has been said. */
export class Interrupted extends Error {
  override name = "Interrupted";

  /** @param code 128 and the number of the signal, as shells have it. */
  constructor(readonly code: number) {
    super("Interrupted");
  }
}

/**
 * Says what went wrong, and returns the exit code.
 *
 * @throws what is a fault of the script itself: there the stack is what helps.
 */
export function explain(error: unknown): number {
  if (error instanceof Interrupted) return error.code;
  const ours = error instanceof TypeError || error instanceof ReferenceError;
  if (!(error instanceof Error) || ours) throw error;
  fail(error.message);
  return error instanceof EnvironmentError ? 2 : 1;
}

function nearestFlag(name: string, known: readonly string[]): string {
  return nearest(name, known).replace(/(?<=did you mean |there are |, )(?=\w)/g, "--");
}

function parse<O extends Options>(options: O, args: string[]): Parsed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // parseArgs goes on about what else an unknown option could have meant.
    const message = (error as Error).message.replace(/\. To specify .*/, "");
    const [, unknown] = /^Unknown option '--([^']+)'/.exec(message) ?? [];
    const known = [...Object.keys(options), "help"];
    throw new UsageError(
      unknown ? `There is no flag --${unknown}${nearestFlag(unknown, known)}` : message,
    );
  }
}
