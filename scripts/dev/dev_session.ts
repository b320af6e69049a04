/**
 * Work on one function: its files are watched, and what happens to it is told.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { ownFunctionProcess } from "../../cluster/engines/native/own_function_process.ts";
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { describeFunction, isBroken } from "../../cluster/own/describe_function.ts";
import type { FunctionDescription, FunctionSource } from "../../cluster/own/own_function.ts";
import { authorization } from "../../cluster/exposure.ts";
import { HOST, type Topology } from "../../cluster/topology.ts";
import { removeMembers } from "../../kafka/admin/groups/remove_members.ts";
import { duration, fail, say, warn } from "../cli/terminal/terminal.ts";
import { type DevEvent, DevFunction, type DevWorld } from "./dev_function.ts";
import { DevProcess } from "./dev_process.ts";
import { logLine } from "./log_line.ts";
import { savedFiles } from "./saved_files.ts";
import { SourceFiles } from "./source_files.ts";
import type { TypeChecker, TypeFault } from "./type_checker.ts";
import { typeFaultText } from "./type_fault_text.ts";
import { untilWorking } from "./until_working.ts";

/** Runs a function in the two steps of {@linkcode DevProcess}. */
const RUNTIME = join(PROJECT_ROOT, "functions/runtime/dev_main.ts");

/** How many faults are told at once. */
const FAULTS = 10;

/** What a function is worked on with. */
export interface SessionOptions {
  lab: Topology;
  source: FunctionSource;
  /** What it said of itself; nothing where it cannot be loaded. */
  description?: FunctionDescription;
  checker: Pick<TypeChecker, "check">;
  /** Called whenever it runs anew. */
  onRunning(url: string): Promise<void>;
}

/** Work on one function, from {@linkcode start} to {@linkcode stop}. */
export class DevSession {
  readonly #options: SessionOptions;
  readonly #files: SourceFiles;
  readonly #worked: DevFunction;
  readonly #ending = new AbortController();
  #firstCheck: Promise<void> | undefined;
  #areTypesKnown = false;
  /** Ends the watch of folders beside the function's own. */
  #watchingOthers = new AbortController();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#files = new SourceFiles(options.source);
    this.#worked = new DevFunction(this.#world(), options.description);
  }

  /** Starts the function and watches its files. */
  async start(): Promise<void> {
    this.#watch([this.#options.source.folder], this.#ending.signal);
    await this.#lookAgain();
    await this.#worked.start();
  }

  /** Ends the function, with grace. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#watchingOthers.abort();
    await this.#worked.stop();
  }

  #world(): DevWorld {
    const { lab, source, onRunning } = this.#options;
    const url = ({ port }: FunctionDescription) => `http://${HOST}:${port + lab.offset}`;
    return {
      start: (description) => startProcess(this.#options, this.#files.modules, description),
      describe: async () => {
        const described = await describeFunction(source);
        if (!isBroken(described)) {
          this.#files.know(described.imports);
          return described.description;
        }
        fail(`Cannot run ${source.name}: ${described.reason}`);
      },
      typeFaults: () => this.#typeFaults(),
      untilWorking: ({ ended }, description) =>
        untilWorking({
          url: url(description),
          description,
          headers: authorization(lab.exposure),
          ended,
        }),
      onKilled: ({ trigger }) => freeGroup(lab, source.name, trigger?.group),
      tell: (event) => {
        this.#tell(event);
        if (event.kind !== "running") return;
        void this.#lookAgain();
        void onRunning(url(this.#worked.description!));
      },
    };
  }

  #tell(event: DevEvent): void {
    const { name } = this.#options.source;
    switch (event.kind) {
      case "running": {
        const since = event.isFirst ? "it was started" : "it was saved";
        const { port } = this.#worked.description!;
        const address = `http://localhost:${port + this.#options.lab.offset}`;
        return say("Running", `${name} on ${address}, ${duration(event.ms)} after ${since}`);
      }
      case "refused": {
        if (event.why === "types") this.#tellFaults(event.faults);
        else for (const line of event.lines) console.log(logLine(name, line));
        const why = event.why === "types" ? "its types are wrong" : "it cannot be loaded";
        const [verb, what] = event.goesOn ? ["Keeping", "as it was"] : ["Waiting", "to be mended"];
        return say(verb, `${name} ${what}: ${why}`);
      }
      case "ended":
        return fail(`${name} ended with ${event.how}; it is started again when you save it`);
    }
  }

  /**
   * What is wrong with its types. The first check takes long, so nothing waits for it: it tells by itself
   * what it has found.
   */
  async #typeFaults(): Promise<TypeFault[]> {
    const faults = this.#check(this.#files.modules);
    if (this.#areTypesKnown) return await faults;
    this.#firstCheck ??= faults.then((found) => {
      this.#areTypesKnown = true;
      const { name } = this.#options.source;
      if (found.length === 0) {
        say("Checked", `the types of ${name}, and again whenever it is saved`);
      } else this.#tellFaults(found);
    });
    return [];
  }

  async #check(paths: readonly string[]): Promise<TypeFault[]> {
    try {
      return await this.#options.checker.check(paths);
    } catch (error) {
      if (!this.#ending.signal.aborted) warn(`Types are not checked: ${(error as Error).message}`);
      return [];
    }
  }

  #tellFaults(faults: readonly TypeFault[]): void {
    const { folder } = this.#options.source;
    for (const fault of faults.slice(0, FAULTS)) console.log(typeFaultText(fault, folder));
    if (faults.length > FAULTS) console.log(`… and ${faults.length - FAULTS} more`);
  }

  /** Finds out what it imports, and watches that too. */
  async #lookAgain(): Promise<void> {
    if (!await this.#files.look()) return;
    this.#watchingOthers.abort();
    if (this.#ending.signal.aborted) return;
    this.#watchingOthers = new AbortController();
    const { folder } = this.#options.source;
    const others = this.#files.folders.filter((path) => path !== folder);
    if (others.length > 0) this.#watch(others, this.#watchingOthers.signal);
  }

  async #watch(folders: readonly string[], signal: AbortSignal): Promise<void> {
    for await (const saved of savedFiles(folders, signal)) {
      const paths = [...saved];
      const isSetting = paths.some((path) => this.#files.isSetting(path));
      if (isSetting || paths.some((path) => this.#files.isPart(path))) this.#worked.save(isSetting);
      const beside = paths.filter((path) => this.#files.isBeside(path));
      if (beside.length > 0) this.#tellFaults(await this.#check(beside));
    }
  }
}

function startProcess(
  { lab, source }: SessionOptions,
  imports: readonly string[],
  description: FunctionDescription,
): DevProcess {
  const { name, folder } = source;
  const own = { ...source, description, imports };
  const port = description.port + lab.offset;
  const node = { kind: "function", name, folder, port, readyPath: "/readyz", own } as const;
  return new DevProcess({
    ...ownFunctionProcess(lab, node, {
      runtime: RUNTIME,
      variables: { KAFKA_CLIENT_ID: clientId(name), UNTIL_STDIN_ENDS: "true" },
    }),
    cwd: folder,
    onLine: (line) => LISTENS.test(line) || console.log(logLine(name, line)),
  });
}

/** What a function says when it listens; it is told when it does its work. */
const LISTENS = /"message":"\S+ listens on http/;

/** By what a member of a group is known as one of these processes. */
function clientId(name: string): string {
  return `dev-${name}`;
}

/** Takes members that were killed out of their group, so that the next one has the partitions at once. */
async function freeGroup(lab: Topology, name: string, group: string | undefined): Promise<void> {
  if (group === undefined) return;
  const isOurs = (member: { clientId: string }) => member.clientId === clientId(name);
  await withBrokers(lab, (brokers) => removeMembers(brokers, group, isOurs)).catch((error) => {
    warn(`Cannot free the group ${group} of what ended: ${(error as Error).message}`);
  });
}
