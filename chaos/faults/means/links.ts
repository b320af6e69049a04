/**
 * The links of a lab as faults find them, and what proves that they are bad.
 *
 * @module
 */
import { askBroker } from "../../../kafka/client/ask_broker.ts";
import { metadata, metadataOf } from "../../../kafka/protocol/cluster/metadata.ts";
import type { Link } from "../../network/link.ts";
import type { Network } from "../../network/network.ts";
import { proven, type Target } from "../fault.ts";
import { knownCluster } from "./leadership.ts";

/** How long an answer may take that is to be seen late, and one that is not to come at all, ms. */
const LATE = 20_000;
const NEVER = 1_500;

/** @throws {Error} where the lab has no links. */
export function networkOf({ lab: { network } }: Target): Network {
  if (network === undefined) throw new Error("Cannot break the network: this lab has no links");
  return network;
}

/** A broker that leads a partition, by the seed. */
export async function leaderOfChoice({ lab, workload, random }: Target) {
  const partition = Math.floor(random() * workload.partitions);
  const { leaders } = await knownCluster(workload);
  const { name, id } = lab.topology.kafka.find(({ id }) => id === leaders[partition])!;
  return { name, id, partition };
}

/** What some work gives; where it fails, all links are well again. */
export async function orHeal<T>(network: Network, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    network.heal();
    throw error;
  }
}

/** Settles with the proof when what is asked through a link is answered so late, ms, or later. */
export function provenSlow(link: Link, ms: number): Promise<string> {
  return proven(`an answer after ${ms} ms`, async () => {
    const began = performance.now();
    if (await ask(link, LATE) !== undefined) return undefined;
    const took = Math.round(performance.now() - began);
    return took >= ms ? `an answer took ${took} ms` : undefined;
  });
}

/** Settles with the proof when a link takes a connection, and nothing comes back. */
export function provenSilent(name: string, link: Link): Promise<string> {
  return proven(`the silence of ${name}'s link`, async () => {
    const isSilent = await connects(link) && await ask(link, NEVER) === "TimeoutError";
    return isSilent ? `the link to ${name} takes connections and says nothing` : undefined;
  });
}

/** Settles with the proof when what is asked through a link ends in a reset. */
export function provenReset(name: string, link: Link): Promise<string> {
  return proven(`a reset of ${name}'s link`, async () => {
    const how = await ask(link, NEVER);
    return how === "ConnectionReset" ? `a connection to ${name} was reset` : undefined;
  });
}

/** Asks the broker behind a link; tells how that failed, or nothing where it did not. */
async function ask(link: Link, timeout: number): Promise<string | undefined> {
  try {
    await askBroker(link, metadata, metadataOf([]), timeout);
  } catch (error) {
    return ((error as Error).cause as Error).name;
  }
}

async function connects({ host, port }: Link): Promise<boolean> {
  return await Deno.connect({ hostname: host, port }).then(
    (connection) => (connection.close(), true),
    () => false,
  );
}
