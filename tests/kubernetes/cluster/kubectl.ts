import { eventually } from "../../lab.ts";
import { run } from "./processes.ts";

/** kubectl, for one control plane. */
export class Kubectl {
  readonly #command: string;
  readonly #kubeconfig: string;

  constructor(command: string, kubeconfig: string) {
    this.#command = command;
    this.#kubeconfig = kubeconfig;
  }

  /** Runs it, and gives what it printed. @throws {Error} with what it said, when it fails. */
  run(args: readonly string[], input?: string): Promise<string> {
    return run(this.#command, ["--kubeconfig", this.#kubeconfig, ...args], { input });
  }

  /** An object, or a list of them. */
  // deno-lint-ignore no-explicit-any -- whatever Kubernetes has
  async get(...args: string[]): Promise<any> {
    return JSON.parse(await this.run(["get", "--output=json", ...args]));
  }

  /** Applies definitions of resources, and waits until there are such resources. */
  async define(folder: string): Promise<void> {
    await this.run(["apply", "--server-side", "-f", folder]);
    await eventually(`what ${folder} defines is established`, async () => {
      const { items } = await this.get("customresourcedefinitions");
      return items.every(isEstablished);
    });
  }

  /** Applies objects, in YAML or JSON, as the server takes them without a warning. */
  apply(objects: string): Promise<string> {
    return this.run(["apply", "--server-side", "--validate=strict", "-f", "-"], objects);
  }

  /** Applies what kustomize makes of a folder; only in thought, if `dryRun` says so. */
  applyFolder(folder: string, dryRun = false): Promise<string> {
    const how = ["--server-side", "--validate=strict", ...dryRun ? ["--dry-run=server"] : []];
    return this.run(["apply", ...how, "-k", folder]);
  }
}

function isEstablished(
  { status }: { status?: { conditions?: { type: string; status: string }[] } },
): boolean {
  const found = status?.conditions?.find(({ type }) => type === "Established");
  return found?.status === "True";
}
