/**
 * KEDA and a Kafka that does not let everybody in: control plane and KEDA are real and unmodified, the broker is
 * a real one with TLS, SASL and an authorizer, and everything between them is as `deno task manifests` writes it.
 * Nodes are simulated by kwok: that replicas are ready is only said, and the test runs the function's processes.
 * This needs no root; pods for real are those of scaling_test.ts.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { UnsecuredJWT } from "jose";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { startTokenIssuer } from "../../kafka/testing/token_issuer.ts";
import { readAll } from "../../testing/read_topic.ts";
import { sharedLab } from "../../testing/shared_lab.ts";
import { FunctionProcess } from "../processes/function_process.ts";
import { eventually, Lab } from "../lab.ts";
import { createTopics, grant, writtenUsers } from "../scenarios/rights/written_users.ts";
import { type ClientFiles, SCOPE, startSecureBroker, USER } from "../kafka/secure_broker.ts";
import {
  type ControlPlane,
  startApiServer,
  startControllers,
  stopControlPlane,
} from "./cluster/control_plane.ts";
import { startKeda, startKedaWebhooks } from "./cluster/keda.ts";
import {
  EXAMPLE,
  NAME,
  securedOverlay,
  strimziOverlay,
  TOPIC,
  writeManifests,
} from "./cluster/secured_overlay.ts";
import { startSimulatedNode } from "./cluster/simulated_node.ts";
import { findTools } from "./cluster/tools.ts";

const IN = "--namespace=instigator";
const METRIC = `/apis/external.metrics.k8s.io/v1beta1/namespaces/instigator/s0-kafka-${TOPIC}` +
  `?labelSelector=scaledobject.keda.sh%2Fname%3D${NAME}`;
const PATIENCE = 120_000;
const PARTITIONS = 3;

const found = await findTools();
const reason = "reason" in found ? found.reason : undefined;

Deno.test({
  name: "KEDA must read the lag of a Kafka that asks who it is, and scale by it" +
    (reason ? ` (skipped: ${reason})` : ""),
  ignore: reason !== undefined,
  // The lab is shared, and ends with the process.
  ...{ sanitizeOps: false, sanitizeResources: false },
  async fn(t) {
    const { folder: tools } = found as { folder: string };
    const { environment, topology } = await sharedLab(new AbortController().signal);
    const lab = new Lab({ offset: topology.offset, stateDir: environment.stateDir });
    await using broker = await startSecureBroker(lab, "keda");
    await using issuer = startTokenIssuer(() => {
      const token = new UnsecuredJWT({ scope: SCOPE }).setSubject(USER.username)
        .setExpirationTime("1 hour");
      const access = { access_token: token.encode(), token_type: "Bearer", expires_in: 3600 };
      return Response.json(access);
    });
    const { users, topics } = await writtenUsers(join(broker.folder, "users"));
    await createTopics(broker.plain, topics);
    await grant(broker.plain, users.filter(({ metadata }) => metadata.name === NAME));
    const own = await broker.certificate(NAME);
    const settings = { brokers: [broker.plain], clientId: "test" };
    const kafka = new Brokers(settings);
    const sender = new Sender(kafka);
    let produced = 0;
    let plane: ControlPlane | undefined;
    const processes: FunctionProcess[] = [];

    /** Writes as many orders to each partition. */
    async function produce(each: number): Promise<void> {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        await sender.send(
          TOPIC,
          Array.from({ length: each }, () => {
            const customer = `customer-${produced++}`;
            const items = [{ name: "tea", amount: 1, price: 1 }];
            return { partition, key: customer, value: JSON.stringify({ customer, items }) };
          }),
        );
      }
    }

    try {
      plane = await startApiServer(tools);
      const { kubectl, folder } = plane;
      startControllers(plane);
      await startKedaWebhooks(plane);
      await startKeda(plane);
      await kubectl.define(join(PROJECT_ROOT, "tests/kubernetes/crds/strimzi"));
      const out = await writeManifests(folder);
      await kubectl.run(["apply", "--server-side", "-f", join(out, "base/namespace.yaml")]);

      const secret = (name: string, stringData: Record<string, string>) =>
        kubectl.apply(JSON.stringify({
          ...{ apiVersion: "v1", kind: "Secret", stringData },
          metadata: { name, namespace: "instigator" },
        }));
      const lag = async () => {
        const { items } = JSON.parse(await kubectl.run(["get", "--raw", METRIC]));
        return Number(items[0].value);
      };
      const forget = () =>
        kubectl.run(["delete", `scaledobject/${NAME}`, IN, "--timeout=60s", "--ignore-not-found"]);

      const text = (path: string) => Deno.readTextFile(path);
      const authority = { "ca.crt": await text(broker.files.ca) };
      const pair = async ({ cert, key }: ClientFiles) => ({
        "tls.crt": await text(cert),
        "tls.key": await text(key),
      });
      const login = { ...authority, username: USER.username, password: USER.password };
      const ways: Record<string, [address: string, secret: Record<string, string>]> = {
        tls: [broker.openTls, authority],
        mtls: [broker.tls, { ...authority, ...await pair(own) }],
        "sasl-plain": [broker.sasl, login],
        "sasl-scram-sha-256": [broker.sasl, login],
        "sasl-scram-sha-512": [broker.sasl, login],
        "sasl-oauthbearer": [broker.sasl, {
          ...authority,
          ...{ "token-url": issuer.tokenUrl, "client-id": "lab", "client-secret": "a secret" },
          scope: SCOPE,
        }],
      };
      for (const [name, [address, values]] of Object.entries(ways)) {
        await t.step(`by ${name}`, async () => {
          await produce(1);
          await secret("kafka", values);
          await kubectl.applyFolder(await securedOverlay(out, name, address));
          await eventually("KEDA knows the lag", async () => await lag() === produced, PATIENCE);
          await forget();
        });
      }
      await t.step("by a wrong password it must not, and say so", async () => {
        await secret("kafka", { ...login, password: "wrong" });
        await kubectl.applyFolder(await securedOverlay(out, "sasl-scram-sha-512", broker.sasl));
        await eventually("it is not ready", async () => {
          const { status } = await kubectl.get("scaledobject", NAME, IN);
          return status?.conditions?.some((one: { type: string; status: string }) =>
            one.type === "Ready" && one.status === "False"
          );
        }, PATIENCE);
        await forget();
      });

      await startSimulatedNode(plane);
      const replicas = async () => {
        const { spec, status } = await kubectl.get("deployment", NAME, IN);
        return { wanted: spec.replicas as number, ready: (status.readyReplicas ?? 0) as number };
      };
      await t.step("as a KafkaUser with its own rights, from none to one a partition", async () => {
        await kubectl.run(["scale", `deployment/${NAME}`, IN, "--replicas=0"]);
        await secret("events-cluster-ca-cert", authority);
        const { "tls.crt": crt, "tls.key": key } = await pair(own);
        await secret(NAME, { "user.crt": crt, "user.key": key });
        await produce(20);
        await kubectl.applyFolder(await strimziOverlay(out, broker.tls));
        await eventually("one a partition is ready", async () => {
          const { wanted, ready } = await replicas();
          return wanted === PARTITIONS && ready === PARTITIONS;
        }, PATIENCE);
      });
      await t.step("and to none when those have done their work", async () => {
        const variables = {
          ...{ KAFKA_BROKERS: broker.tls, KAFKA_SSL: "true" },
          ...{ KAFKA_SSL_CA: own.ca, KAFKA_SSL_CERT: own.cert, KAFKA_SSL_KEY: own.key },
        };
        const { ready } = await replicas();
        for (let replica = 0; replica < ready; replica++) {
          processes.push(new FunctionProcess(join(EXAMPLE, NAME, "function.ts"), variables));
        }
        await eventually("none is wanted", async () => (await replicas()).wanted === 0, PATIENCE);
        const invoices = await readAll(settings, "invoices");
        assertEquals(
          new Set(invoices.map(({ key }) => new TextDecoder().decode(key!))).size,
          produced,
        );
      });
    } finally {
      await Promise.all(processes.map((one) => one[Symbol.asyncDispose]()));
      if (plane) await stopControlPlane(plane);
      await sender.close();
      await kafka.close();
    }
  },
});
