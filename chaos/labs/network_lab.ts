import { hostname } from "node:os";
import { join } from "node:path";
import { OWN_SETTINGS } from "../../cluster/engines/native/own_settings.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { HOST } from "../../cluster/topology.ts";
import { linkHost, Network } from "../network/network.ts";
import type { LabKind } from "./lab_kind.ts";

/** What a broker calls another one; its own hosts file says by which link it is reached. */
function nameOf(id: number): string {
  return `kafka${id}.link`;
}

/**
 * A lab whose brokers are reached by links that can be bad. Each broker has two listeners more: one is
 * advertised to clients as the link that leads to it, the other one to brokers, which each find it at an
 * address of their own. The lab's own commands go on by the listener that all labs have.
 */
export const networkLab: LabKind = {
  name: "with links between its brokers",

  whyNot() {
    try {
      Deno.listen({ hostname: linkHost(1, 2), port: 0 }).close();
      return Promise.resolve(undefined);
    } catch {
      return Promise.resolve(`it takes addresses such as ${linkHost(1, 2)}, as Linux has them`);
    }
  },

  async prepare({ environment: { stateDir }, topology }, disposal) {
    const ports = topology.kafka.map(({ id }) => ({
      id,
      clients: freePort(),
      brokers: freePort(),
    }));
    const network = disposal.use(await Network.open(topology, ports));
    const folder = join(stateDir, OWN_SETTINGS);
    await Deno.mkdir(folder, { recursive: true });
    for (const { id, clients, brokers } of ports) {
      const { name, port } = topology.kafka.find((node) => node.id === id)!;
      const properties = {
        "listeners": `PLAINTEXT://${HOST}:${port},CLIENTS://${HOST}:${clients},` +
          `BROKERS://${HOST}:${brokers}`,
        "advertised.listeners": `PLAINTEXT://${HOST}:${port},` +
          `CLIENTS://${HOST}:${network.toBroker(id).port},` +
          `BROKERS://${nameOf(id)}:${network.portAmongBrokers(id)}`,
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT",
        "inter.broker.listener.name": "BROKERS",
        "zookeeper.connect": network.toEnsemble(id).map(({ port }) => `${HOST}:${port}`).join(","),
      };
      const hosts = [
        `${HOST} localhost ${hostname()}`,
        ...topology.kafka.map((other) => `${linkHost(id, other.id)} ${nameOf(other.id)}`),
      ];
      const own: [string, string[]][] = [
        [`${name}.properties`, Object.entries(properties).map(([key, value]) => `${key}=${value}`)],
        [`${name}.hosts`, hosts],
        // A JVM that has a hosts file asks nobody else. Where it runs, this is the path of it.
        [`${name}.env`, [`JDK_JAVA_OPTIONS=-Djdk.net.hosts.file=${OWN_SETTINGS}/${name}.hosts`]],
      ];
      for (const [file, lines] of own) {
        await Deno.writeTextFile(join(folder, file), lines.map((line) => `${line}\n`).join(""));
      }
    }
    const addresses = topology.kafka.map(({ id }) => `${HOST}:${network.toBroker(id).port}`);
    return { network, clients: addresses };
  },
};
