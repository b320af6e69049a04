import { join } from "node:path";
import { functionAddress } from "../../cluster/topology.ts";
import { runCommand } from "../../cluster/process/run_command.ts";
import type { RunningLab } from "../../testing/shared_lab.ts";
import { TestLab } from "../../testing/test_lab.ts";
import { findSchemathesis } from "./schemathesis.ts";

/** How to fuzz. */
export interface FuzzOptions {
  /** How many requests at most for each operation of `/openapi.json`, drawn at random. */
  examples: number;
  /** Whether each limit of each parameter is tried besides, one by one. */
  coverage: boolean;
  seed: number;
  signal: AbortSignal;
}

/** How to fuzz the functions of a lab. */
export interface LabFuzzOptions extends FuzzOptions {
  /** One that is up, with its functions. */
  lab: RunningLab;
  /** Which functions; all, and one's own, where it says nothing. */
  names?: readonly string[];
  /** Is told when a function is done. */
  done?(found: FuzzedFunction): void;
}

/** What came of one function. */
export interface FuzzedFunction {
  name: string;
  operations: number;
  /** Requests made. */
  cases: number;
  /** What was wrong, and where. */
  faults: string[];
  /** What schemathesis says of it, with the requests that show it. */
  told: string;
}

/** The own function that takes part. */
const OWN = "relay";

/** What an answer must hold: no 5xx but what is described, and status, type and body as described. */
const CHECKS = [
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];

/** How much of a line is shown, characters. */
const MAX_LINE = 500;

/** Fuzzes functions one by one. @throws {Error} where schemathesis cannot be had, or does not run. */
export async function runFuzz(options: LabFuzzOptions): Promise<FuzzedFunction[]> {
  const { lab, names, done, signal } = options;
  await using test = new TestLab(lab);
  const urls = new Map(lab.topology.functions.map((node) => [node.name, functionAddress(node)]));
  if (names === undefined || names.includes(OWN)) {
    const source = new URL("../soak/relay/function.ts", import.meta.url);
    const topics = { in: await test.topic(), out: await test.topic() };
    urls.set(OWN, (await test.run(source, { topics })).url);
  }
  const program = await findSchemathesis(lab.environment.cacheDir, signal);
  const found: FuzzedFunction[] = [];
  for (const [name, url] of urls) {
    if (names !== undefined && !names.includes(name)) continue;
    const fuzzed = await fuzzFunction(program, name, url, options);
    found.push(fuzzed);
    done?.(fuzzed);
  }
  return found;
}

/** The part of schemathesis's report that is read. */
interface Report {
  operations: { tested: number } | null;
  test_cases: { generated: number };
  errors: { title: string; count: number }[];
  failures: { title: string; count: number; operations: string[] }[];
}

/** Fuzzes the function at an address. @throws {Error} where schemathesis does not run. */
export async function fuzzFunction(
  program: string,
  name: string,
  url: string,
  { examples, coverage, seed, signal }: FuzzOptions,
): Promise<FuzzedFunction> {
  const folder = await Deno.makeTempDir({ prefix: "instigator-fuzz-" });
  try {
    const path = join(folder, "report.json");
    const { stdout, stderr } = await runCommand(program, [
      ...["run", `${url}/openapi.json`, "--no-color", "--checks", CHECKS.join(",")],
      ...["--phases", coverage ? "examples,coverage,fuzzing" : "examples,fuzzing"],
      ...["--max-examples", `${examples}`, "--seed", `${seed}`, "--continue-on-failure"],
      ...["--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "60"],
      ...["--report", "json", "--report-json-path", path],
    ], { cwd: folder, signal });
    const text = await Deno.readTextFile(path).catch(() => {
      throw new Error(`Cannot fuzz ${name}: schemathesis says ${stderr || stdout}`);
    });
    const { operations, test_cases: { generated }, errors, failures } = JSON.parse(text) as Report;
    return {
      name,
      operations: operations?.tested ?? 0,
      cases: generated,
      told: failures.length === 0 ? "" : inShort(stdout),
      faults: [
        ...errors.map(({ title, count }) => `${title}, ${count} times`),
        ...failures.map(({ title, count, operations }) =>
          `${title}, ${count} times: ${operations.join(", ")}`
        ),
      ],
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is said of failures; a request may be megabytes long. */
function inShort(text: string): string {
  const lines = text.replace(/^[^]*?(?==+ FAILURES =+$)/m, "").split("\n");
  return lines.map((line) => line.slice(0, MAX_LINE)).join("\n");
}
