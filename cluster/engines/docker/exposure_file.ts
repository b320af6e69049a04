/**
 * The Compose file of a lab that other machines reach: its functions are published on further addresses,
 * and want the token. What knows no token stays on loopback: the brokers, ZooKeeper, LinkedIn's Burrow
 * and Kafka Manager.
 *
 * @module
 */
import { join } from "node:path";
import { stringify } from "yaml";
import type { LabEnvironment } from "../../environment.ts";
import type { Topology } from "../../topology.ts";
import { ACCESS_VARIABLES, exposedAt } from "../function_access.ts";
import { REPLICATED, TOKEN_VARIABLE } from "./stack.ts";

/** Functions in whose place Docker runs what knows no token. */
const OTHERS = ["burrow"];

/**
 * Writes the file, or removes it where the lab is on loopback alone. Returns its path, if there is one.
 *
 * @throws {Error} where a certificate is named, by which containers do not serve.
 */
export async function writeExposureFile(
  { stateDir }: Pick<LabEnvironment, "stateDir">,
  lab: Topology,
): Promise<string[]> {
  const path = exposureFile(stateDir);
  if (lab.exposure === undefined) {
    await Deno.remove(path).catch(() => {});
    return [];
  }
  if (lab.exposure.tls) {
    throw new Error(
      "Cannot serve by INSTIGATOR_TLS_CERT on the docker engine: leave it out and put a proxy with " +
        "the certificate in front, or use --engine native",
    );
  }
  await Deno.writeTextFile(path, exposureText(lab));
  return [path];
}

/** Where the file is. */
export function exposureFile(stateDir: string): string {
  return join(stateDir, "exposure.compose.yml");
}

/** The text of the file. */
export function exposureText({ functions, exposure, offset }: Topology): string {
  const hosts = (exposure?.addresses ?? []).map((one) => one.includes(":") ? `[${one}]` : one);
  const services: Record<string, object> = {};
  const gateway: string[] = [];
  for (const { name, port } of functions.filter(({ name }) => !OTHERS.includes(name))) {
    const ports = exposedAt(exposure, port).map((at) => `${at}:${port - offset}`);
    services[name] = {
      environment: {
        ...Object.fromEntries(ACCESS_VARIABLES.map((variable) => [variable, ""])),
        AUTH: "required",
        AUTH_TOKEN: `\${${TOKEN_VARIABLE}}`,
        ALLOWED_HOSTS: [name, ...hosts].join(","),
      },
      ...(!REPLICATED.includes(name) && { ports }),
    };
    if (REPLICATED.includes(name)) gateway.push(...ports);
  }
  services.gateway = { ports: gateway };
  return stringify({ services }, { aliasDuplicateObjects: false, lineWidth: 0 });
}
