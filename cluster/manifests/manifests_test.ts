import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { topology } from "../topology.ts";
import { ownPlan, planFunctions } from "./function/plan_functions.ts";
import { manifests } from "./manifests.ts";
import { invoices, topic } from "./testing/shop.ts";
import { differences, writeFolder } from "./tree/folder.ts";

// deno-lint-ignore no-explicit-any -- what is read of YAML
type Json = any;

const TOPICS = [topic("orders"), topic("invoices"), topic("sampleOne", 1)];

/** The objects of a file. */
function objects(texts: ReadonlyMap<string, string>, path: string): Json[] {
  return parseAllDocuments(texts.get(path)!).map((document) => document.toJS());
}

async function shop(more: Parameters<typeof invoices>[0] = {}): Promise<Map<string, string>> {
  return await manifests([ownPlan(invoices(more), TOPICS)], TOPICS);
}

Deno.test("manifests() says the same of the same, byte by byte", async () => {
  assertEquals(await shop(), await shop());
});

Deno.test("manifests() scales a triggered function from none to one replica a partition", async () => {
  const texts = await shop();
  const [scaled] = objects(texts, "base/invoices/scaled-object.yaml");
  assertEquals([scaled.spec.minReplicaCount, scaled.spec.maxReplicaCount], [0, 3]);
  assertEquals(scaled.spec.triggers[0].metadata, {
    bootstrapServersFromEnv: "KAFKA_BROKERS",
    consumerGroup: "invoices",
    topic: "orders",
    lagThreshold: "500",
    offsetResetPolicy: "earliest",
    limitToPartitionsWithLag: "true",
  });
  const [deployment] = objects(texts, "base/invoices/deployment.yaml");
  assertEquals(deployment.spec.replicas, undefined, "KEDA says how many");
});

Deno.test("manifests() keeps one replica where others ask it, or a clock calls it", async () => {
  for (const more of [{ fetch: true }, { schedule: "0 0 * * *" }]) {
    const [scaled] = objects(await shop(more), "base/invoices/scaled-object.yaml");
    assertEquals(scaled.spec.minReplicaCount, 1);
  }
  const texts = await shop({ trigger: null, schedule: "0 0 * * *", replicas: 2 });
  assertEquals(texts.has("base/invoices/scaled-object.yaml"), false);
  assertEquals(objects(texts, "base/invoices/deployment.yaml")[0].spec.replicas, 2);
});

Deno.test("ownPlan() refuses replicas that no partition is left for, and unknown topics", () => {
  assertThrows(
    () => ownPlan(invoices({ replicas: 4 }), TOPICS),
    Error,
    "it says 4 replicas, and orders has 3 partitions",
  );
  assertThrows(
    () => ownPlan(invoices(), []),
    Error,
    "Cannot write manifests of invoices: no topics.json says how many partitions orders has",
  );
});

Deno.test("manifests() asks a pod by the name that it answers to", async () => {
  const [{ spec }] = objects(await shop(), "base/invoices/deployment.yaml");
  const [container] = spec.template.spec.containers;
  for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
    assertEquals(container[probe].httpGet.httpHeaders, [{ name: "Host", value: "localhost" }]);
  }
  assertEquals(spec.template.spec.shareProcessNamespace, true);
});

Deno.test("manifests() lets a function do with Kafka what it needs, and no more", async () => {
  const [user] = objects(await shop(), "overlays/strimzi/users.yaml");
  assertEquals(
    user.spec.authorization.acls.map(({ resource, operations }: Json) =>
      `${resource.type} ${resource.name}: ${operations.join(" ")}`
    ),
    [
      "topic instigator-control: Read Write Describe",
      "topic orders: Read Describe",
      "topic invoices: Write Describe",
      "topic orders.invoices.dlq: Read Write Create Describe",
      "topic orders.invoices.dlq.quarantine: Read Write Create Describe",
      "group invoices: Read Describe",
      "group orders.invoices.dlq.redrive: Read Describe",
      "group orders.invoices.dlq.quarantine.redrive: Read Describe",
    ],
  );
});

Deno.test("manifests() declares every topic that is used, letters as their source is", async () => {
  const topics = objects(await shop(), "overlays/strimzi/topics.yaml");
  assertEquals(topics.map(({ metadata, spec }) => `${metadata.name} ${spec.partitions}`), [
    "orders 3",
    "invoices 3",
    "sample-one 1",
    "instigator-control 1",
    "orders.invoices.dlq 3",
    "orders.invoices.dlq.quarantine 3",
  ]);
});

Deno.test("manifests() has functions and KEDA ask an issuer for tokens, and lets them reach it", async () => {
  const folder = "components/sasl-oauthbearer";
  const texts = await shop();
  const [{ patches, resources }] = objects(texts, `${folder}/kustomization.yaml`);
  const references = JSON.parse(patches[0].patch)
    .map(({ value }: Json) => value.valueFrom?.secretKeyRef);
  assertEquals(references.filter(Boolean), [
    { name: "kafka", key: "token-url" },
    { name: "kafka", key: "client-id" },
    { name: "kafka", key: "client-secret" },
    { name: "kafka", key: "scope", optional: true },
  ]);
  assertEquals(resources, ["trigger-authentication.yaml", "network-policy.yaml"]);
  const [policy] = objects(texts, `${folder}/network-policy.yaml`);
  assertEquals(policy.spec.egress, [{ ports: [{ protocol: "TCP", port: 443 }] }]);
  const [keda] = objects(texts, `${folder}/trigger-authentication.yaml`);
  const parameters = keda.spec.secretTargetRef.map(({ parameter }: Json) => parameter);
  assertEquals(parameters, ["ca", "username", "password", "oauthTokenEndpointUri", "scopes"]);
});

Deno.test("manifests() tells those who ask a schema registry where it is, and lets them reach it", async () => {
  const own = invoices({ subject: "orders-value" });
  const lab = { ...topology(0), functions: [{ ...topology(0).functions[0], own }] };
  for (
    const [named, url, port] of [
      [undefined, "http://schema-registry:8081", 8081],
      ["https://registry.example/apis", "https://registry.example/apis", 443],
    ] as const
  ) {
    const texts = await manifests(await planFunctions(lab, TOPICS, { get: () => named }), TOPICS);
    const [{ configMapGenerator }] = objects(texts, "base/kustomization.yaml");
    assertEquals(configMapGenerator[1], {
      name: "schema-registry",
      literals: [`SCHEMA_REGISTRY_URL=${url}`],
    });
    const asking = topology(0).functions.map(({ name }) => name).concat("invoices").filter(
      (name) => {
        const [{ spec }] = objects(texts, `base/${name}/deployment.yaml`);
        const [policy] = objects(texts, `base/${name}/network-policy.yaml`);
        const reaches = JSON.stringify(policy.spec.egress).includes(`"port":${port}`);
        const { envFrom } = spec.template.spec.containers[0];
        const isTold = envFrom.some(({ configMapRef: { name } = {} }: Json) =>
          name === "schema-registry"
        );
        assertEquals(reaches, isTold, name);
        return isTold;
      },
    );
    assertEquals(asking, ["console", "rest", "invoices"]);
  }
});

Deno.test("planFunctions() names no schema registry where nobody needs one, and no password of one", async () => {
  const plans = await planFunctions(topology(0), TOPICS, { get: () => undefined });
  assertEquals(plans.filter(({ registry }) => registry !== undefined), []);
  const env = { get: () => "https://me:secret@registry.example" };
  await assertRejects(() => planFunctions(topology(0), TOPICS, env), Error, "has a password");
});

Deno.test("manifests() has no secrets", async () => {
  for (const [path, text] of await shop({ env: {} })) {
    if (!path.endsWith(".yaml")) continue;
    for (const one of parseAllDocuments(text)) assert(one.toJS()?.kind !== "Secret", path);
  }
});

Deno.test("planFunctions() has every function of the lab, the consumer as it says itself", async () => {
  const lab = topology(0);
  const plans = await planFunctions(lab, TOPICS);
  assertEquals(plans.map(({ name }) => name), lab.functions.map(({ name }) => name));
  const consumer = plans.find(({ name }) => name === "consumer")!;
  assertEquals(consumer.trigger?.group, "consumer-Sample-One");
  assertEquals(consumer.env, { AUTOSTART: "true" });
});

Deno.test("writeFolder() makes a folder so, and leaves what is beside it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const texts = await shop();
    assertEquals((await differences(folder, texts)).length, texts.size);
    await writeFolder(folder, texts);
    assertEquals(await differences(folder, texts), []);

    await Deno.mkdir(join(folder, "overlays/mine"));
    await Deno.writeTextFile(join(folder, "overlays/mine/kustomization.yaml"), "");
    await Deno.writeTextFile(join(folder, "base/old.yaml"), "");
    await Deno.writeTextFile(join(folder, "base/namespace.yaml"), "");
    await Deno.remove(join(folder, "base/kustomization.yaml"));
    assertEquals(await differences(folder, texts), [
      { path: "base/kustomization.yaml", what: "missing" },
      { path: "base/namespace.yaml", what: "different" },
      { path: "base/old.yaml", what: "left over" },
    ]);
    await writeFolder(folder, texts);
    assertEquals(await differences(folder, texts), []);
    assert((await Deno.stat(join(folder, "overlays/mine/kustomization.yaml"))).isFile);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
