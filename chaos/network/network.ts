import { HOST, type Topology } from "../../cluster/topology.ts";
import { Link, type Upstream } from "./link.ts";
import type { Toxic } from "./toxic.ts";

/** Where a broker listens, behind the links that lead to it. */
export interface BrokerPorts {
  id: number;
  /** Behind the link of the load's clients. */
  clients: number;
  /** Behind the links of the brokers. */
  brokers: number;
}

/** The address at which a broker finds another: one a link, so that it is known who speaks to whom. */
export function linkHost(from: number, to: number): string {
  return `127.77.${from}.${to}`;
}

/**
 * The links of a lab: one from the clients to each broker, one from each broker to each other, and one
 * from each broker to each member of the ensemble.
 */
export class Network implements AsyncDisposable {
  readonly #disposal = new AsyncDisposableStack();
  readonly #clients = new Map<number, Link>();
  readonly #brokers: { from: number; to: number; link: Link }[] = [];
  readonly #ensemble = new Map<number, Link[]>();

  private constructor() {}

  /** Opens all links. @throws {Error} where this machine has not the addresses. */
  static async open(
    { kafka, zookeeper }: Topology,
    ports: readonly BrokerPorts[],
  ): Promise<Network> {
    const network = new Network();
    try {
      await network.#open(kafka, zookeeper, ports);
      return network;
    } catch (error) {
      await network[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disposal.disposeAsync();
  }

  /** The link from the clients to a broker. */
  toBroker(id: number): Link {
    return this.#clients.get(id)!;
  }

  /** The port at which the brokers find one of them. */
  portAmongBrokers(id: number): number {
    return this.#brokers.find(({ to }) => to === id)!.link.port;
  }

  /** The links from a broker to the members of the ensemble, in the topology's order. */
  toEnsemble(id: number): readonly Link[] {
    return this.#ensemble.get(id)!;
  }

  /** The links between a broker and the others, both ways. */
  amongBrokers(id: number): Link[] {
    return this.#brokers.filter(({ from, to }) => from !== to && (from === id || to === id))
      .map(({ link }) => link);
  }

  /** Has all links from clients to brokers be bad in a way. */
  poisonClients(toxic: Toxic): void {
    for (const link of this.#clients.values()) link.poison(toxic);
  }

  /** Has all links between brokers be bad in a way. */
  poisonBrokers(toxic: Toxic): void {
    for (const { from, to, link } of this.#brokers) if (from !== to) link.poison(toxic);
  }

  /** Has all links be well again. */
  heal(): void {
    const links = [...this.#clients.values(), ...[...this.#ensemble.values()].flat()];
    for (const link of links) link.heal();
    for (const { link } of this.#brokers) link.heal();
  }

  async #open(
    kafka: Topology["kafka"],
    zookeeper: Topology["zookeeper"],
    ports: readonly BrokerPorts[],
  ): Promise<void> {
    const open = async (host: string, upstream: Upstream, port?: number) =>
      this.#disposal.use(await Link.open(host, upstream, port));
    for (const { id, clients, brokers } of ports) {
      this.#clients.set(id, await open(HOST, { host: HOST, port: clients }));
      let port: number | undefined;
      for (const { id: from } of kafka) {
        // A broker tells the others one port, so all links to it have the same.
        const link = await open(linkHost(from, id), { host: HOST, port: brokers }, port);
        port = link.port;
        this.#brokers.push({ from, to: id, link });
      }
      const members = zookeeper.map(({ port }) => open(HOST, { host: HOST, port }));
      this.#ensemble.set(id, await Promise.all(members));
    }
  }
}
