/**
 * `deno task manifests`: what Kubernetes needs to run the functions, as a Kustomize tree.
 *
 * @module
 */
import { relative, resolve } from "node:path";
import { planFunctions } from "../cluster/manifests/function/plan_functions.ts";
import { manifests } from "../cluster/manifests/manifests.ts";
import { differences, writeFolder } from "../cluster/manifests/tree/folder.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { wantedTopics } from "../cluster/topics/wanted_topics.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { nearest } from "./cli/invocation/nearest.ts";
import { fail, say } from "./cli/terminal/terminal.ts";

const options = { out: { type: "string" }, check: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task manifests [--out <folder>] [--check] [function…]

Writes what Kubernetes needs to run the functions, or those named, as a Kustomize tree: a base, components
for TLS, SASL and Prometheus, and overlays that bring Kafka. It has no secrets, and says the same for the
same functions and topics. docs/PRODUCTION.md tells how to apply it.

  --out    the folder to write to; k8s
  --check  writes nothing, tells what would be, and exits with 1 where anything would

Overlays of your own beside overlays/strimzi and overlays/local are left as they are.

Example: deno task manifests && kubectl kustomize k8s/overlays/strimzi`,
  options,
  takesWords: true,

  async run({ out = "k8s", check = false }, names) {
    const { environment, lab } = await thisLab();
    const topics = await wantedTopics(environment);
    const all = await planFunctions(lab, topics);
    const known = all.map(({ name }) => name);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw new UsageError(`There is no function ${unknown}${nearest(unknown, known)}`);
    }
    const plans = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
    const folder = resolve(calledFrom(), out);
    const way = relative(calledFrom(), folder);
    const shown = way.startsWith("..") ? folder : way || ".";
    const texts = await manifests(plans, topics);
    const changes = await (check ? differences : writeFolder)(folder, texts);
    if (check && changes.length > 0) {
      for (const { path, what } of changes) console.log(`${what.padEnd(9)} ${shown}/${path}`);
      fail(`${shown} is not what deno task manifests would write: run it without --check`);
      return 1;
    }
    const functions = plans.map(({ name }) => name).join(", ");
    const count = check ? "as they should be" : `${changes.length} changed`;
    say(check ? "Checked" : "Wrote", `${shown}: ${texts.size} files, ${count}, of ${functions}`);
    return 0;
  },
};

/** Where the user was: `deno task` changes to the folder of deno.json. */
function calledFrom(): string {
  return Deno.env.get("INIT_CWD") ?? Deno.cwd();
}

if (import.meta.main) await main(command);
