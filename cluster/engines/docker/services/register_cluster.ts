/**
 * Registers the cluster in Kafka Manager (CMAK), which finds none by itself and has no API for it:
 * its own form, and the list of clusters to see what came of it.
 *
 * @see https://github.com/yahoo/CMAK
 * @module
 */
import { delay } from "@std/async";
import { Buffer } from "node:buffer";

/** Where Kafka Manager is, and who asks. */
export interface Manager {
  url: string;
  username: string;
  password: string;
}

/** A cluster, as the form wants it. */
export interface Cluster {
  name: string;
  /** `host:port,…` of the ensemble. */
  zookeeper: string;
}

/** How long the cluster may take to appear in the list after the form was taken, ms. */
const APPEAR_TIMEOUT = 30_000;
const INTERVAL = 500;

/**
 * Registers the cluster, unless one of its name is there. Returns whether it was missing.
 *
 * @throws {Error} with what Kafka Manager has against it.
 */
export async function registerCluster(manager: Manager, cluster: Cluster): Promise<boolean> {
  if ((await clusterNames(manager)).includes(cluster.name)) return false;
  await submitForm(manager, cluster);
  const deadline = performance.now() + APPEAR_TIMEOUT;
  while (!(await clusterNames(manager)).includes(cluster.name)) {
    if (performance.now() > deadline) {
      throw new Error(
        `Cannot register ${cluster.name}: Kafka Manager took it and does not list it`,
      );
    }
    await delay(INTERVAL);
  }
  return true;
}

/** The names of the clusters that are registered, active ones and those that are being added. */
async function clusterNames(manager: Manager): Promise<string[]> {
  const response = await ask(manager, "/api/status/clusters");
  const { clusters } = await response.json() as ClusterList;
  return [...clusters.active ?? [], ...clusters.pending ?? []].map(({ name }) => name);
}

interface ClusterList {
  clusters: { active?: { name: string }[]; pending?: { name: string }[] };
}

/** The form answers 200 also where it refuses: its page says `Done!` or `Yikes!` and a reason. */
async function submitForm(manager: Manager, { name, zookeeper }: Cluster): Promise<void> {
  const form = new URLSearchParams({
    name,
    zkHosts: zookeeper,
    // The newest that it knows. It only decides which topic settings are offered.
    kafkaVersion: "3.2.0",
    securityProtocol: "PLAINTEXT",
    jmxEnabled: "true",
    pollConsumers: "true",
  });
  const page = await (await ask(manager, "/clusters", { method: "POST", body: form })).text();
  if (page.includes("Done!")) return;
  const text = page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const reason = text.match(/Yikes! (.{1,200})/)?.[1] ?? "its answer is neither Done! nor Yikes!";
  throw new Error(`Cannot register ${name} in Kafka Manager: ${reason.trim()}`);
}

async function ask(
  { url, username, password }: Manager,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  // UTF-8 (RFC 7617, section 2.1), of which btoa takes the part only that is Latin-1 too.
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const response = await fetch(url + path, { ...init, headers: { authorization } });
  if (response.ok) return response;
  await response.body?.cancel();
  const reason = response.status === 401
    ? "it refuses the user name and password; set MANAGER_USERNAME and MANAGER_PASSWORD"
    : `it answered ${response.status}`;
  throw new Error(`Cannot ask Kafka Manager for ${path}: ${reason}`);
}
