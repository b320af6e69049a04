import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { parse } from "yaml";
import { builtImages } from "../../cluster/engines/docker/images.ts";
import { portVariables } from "../../cluster/engines/docker/stack.ts";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { registryVariables } from "../../cluster/registry/registry_variables.ts";
import { nodes, topology, zookeeperConnect } from "../../cluster/topology.ts";
import { variables as consoleVariables } from "../../functions/console/console_settings.ts";
import { variables as lagVariables } from "../../functions/lag/settings/lag_settings.ts";
import { variables as consumerVariables } from "../../functions/consumer/consumer_settings.ts";
import { variables as producerVariables } from "../../functions/producer/producer_settings.ts";
import { variables as restVariables } from "../../functions/rest/rest_settings.ts";
import { variableNames } from "../../functions/runtime/config/config.ts";

/** A service of docker-compose.yml, as far as it is looked at. */
interface Service {
  image: string;
  profiles?: string[];
  hostname?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  privileged?: boolean;
  mem_limit: string;
  pids_limit: number;
  restart?: string;
  healthcheck?: unknown;
  stop_grace_period?: string;
  depends_on?: string[] | Record<string, { condition: string }>;
}

const file = await readCompose("docker-compose.yml");
const services: Record<string, Service> = file.services;
const ownBurrow: Service = (await readCompose("cluster/burrow/own.yml")).services.burrow;
const ownManager: Record<string, Service> =
  (await readCompose("cluster/kafka-manager/own.yml")).services;
const lab = topology(0, { registry: true });

async function readCompose(path: string) {
  const text = await Deno.readTextFile(join(PROJECT_ROOT, path));
  return parse(text, { merge: true, maxAliasCount: -1, logLevel: "error" });
}

/** Services that end when their work is done: some other one waits for that. */
const oneShots = new Set(
  Object.values(services).flatMap(({ depends_on = {} }) =>
    Object.entries(depends_on)
      .filter(([, { condition }]) => condition === "service_completed_successfully")
      .map(([name]) => name)
  ),
);

Deno.test("every node of the topology must be a service of its name", () => {
  const missing = nodes(lab).map(({ name }) => name).filter((name) => !(name in services));
  assertEquals(missing, []);
});

Deno.test("every port must be the topology's, movable, and published on 127.0.0.1 only", () => {
  const published = Object.values(services).flatMap(({ ports = [] }) => ports);
  const defaults = published.map((port) => {
    const [, variable, number] = port.match(/^127\.0\.0\.1:\$\{(\w+_PORT):-(\d+)\}:\d+$/) ?? [];
    assert(variable, `${port} is not 127.0.0.1:\${NAME_PORT:-number}:number`);
    return [variable, number];
  });
  assertEquals(Object.fromEntries(defaults), portVariables(lab));
  assertEquals(defaults.length, Object.keys(portVariables(lab)).length);
});

Deno.test("every ensemble member must have its number, its name and its data", () => {
  for (const { name, id } of lab.zookeeper) {
    const { hostname, environment, volumes } = services[name];
    assertEquals([hostname, environment, volumes], [name, { ZOO_MY_ID: id }, [
      `${name}-data:/data`,
    ]]);
  }
});

Deno.test("every broker must be known by its name inside and by its port outside", () => {
  const ensemble = lab.zookeeper.map(({ name }) => `${name}:2181`).join(",");
  assertEquals(ensemble.split(",").length, zookeeperConnect(lab).split(",").length);
  for (const { name, id, host, port } of lab.kafka) {
    const { hostname, environment = {}, volumes } = services[name];
    assertEquals([hostname, volumes], [name, [`${name}-data:/data`]]);
    assertEquals(environment.KAFKA_BROKER_ID, id);
    assertEquals(environment.KAFKA_ZOOKEEPER_CONNECT, ensemble);
    assertEquals(
      environment.KAFKA_ADVERTISED_LISTENERS,
      `PLAINTEXT://${name}:9092,HOST://${host}:\${${name.toUpperCase()}_PORT:-${port}}`,
    );
  }
});

Deno.test("every function must read each variable that it is given", () => {
  const given: [Service, Parameters<typeof variableNames>[0]][] = [
    [services.producer, producerVariables],
    [services.consumer, consumerVariables],
    [services.console, consoleVariables],
    [services.rest, restVariables],
    [ownManager.console, consoleVariables],
    [ownBurrow, lagVariables],
  ];
  for (const [{ environment = {} }, variables] of given) {
    const known = variableNames(variables);
    assertEquals(Object.keys(environment).filter((name) => !known.includes(name)), []);
  }
});

Deno.test("the registry must be there only where it is asked for, set up as on the native engine", () => {
  assertEquals(services.registry.profiles, ["registry"]);
  const inside = { host: "0.0.0.0", port: 8080, managementPort: 8081 };
  assertEquals(
    Object.fromEntries(
      Object.entries(services.registry.environment!).map(([name, value]) => [name, `${value}`]),
    ),
    registryVariables({ ...inside, brokers: lab.kafka.map(({ name }) => `${name}:9092`) }),
  );
});

Deno.test("the lab's own tools must take the ports of those that they replace", () => {
  assertEquals(ownBurrow.ports, undefined, "Burrow's port stands in docker-compose.yml");
  assertEquals(ownManager.console.ports, services["kafka-manager"].ports);
});

Deno.test("every named volume must be declared, and used", () => {
  const used = Object.values(services).flatMap(({ volumes = [] }) =>
    volumes.map((volume) => volume.split(":")[0]).filter((source) => !source.startsWith("."))
  );
  assertEquals(used.toSorted(), Object.keys(file.volumes).toSorted());
});

Deno.test("every container must be hardened and bounded", () => {
  for (const [name, service] of Object.entries(services)) {
    const { read_only, cap_drop, security_opt, privileged, pids_limit, volumes = [] } = service;
    assertEquals(
      { name, read_only, cap_drop, security_opt, privileged },
      {
        name,
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
        privileged: undefined,
      },
    );
    assert(pids_limit > 0, name);
    assert(!volumes.join().includes("docker.sock"), name);
  }
});

Deno.test("all limits of memory together must fit in 3 GiB", () => {
  const always = Object.entries(services).filter(([, { profiles }]) => profiles === undefined);
  const mebibytes = always.map(([name, { mem_limit }]) => {
    assertMatch(mem_limit, /^\d+m$/);
    // What ends when its work is done has what the lab grows into later.
    return oneShots.has(name) ? 0 : parseInt(mem_limit);
  });
  const sum = mebibytes.reduce((a, b) => a + b);
  assert(sum <= 3 * 1024, `${sum} MiB`);
});

Deno.test("what runs on must tell its health and come back; what ends must be tried again", () => {
  for (const [name, { healthcheck, restart }] of Object.entries(services)) {
    const runsOn = !oneShots.has(name);
    assertEquals([name, healthcheck !== undefined, restart], [
      name,
      runsOn,
      runsOn ? "on-failure" : "on-failure:5",
    ]);
  }
});

Deno.test("every image must be built here, or be of a version that a variable can change", async () => {
  const built = await builtImages();
  for (const [name, { image }] of Object.entries(services)) {
    if (built.includes(image)) continue;
    assertMatch(image, /^\$\{[A-Z_]+_IMAGE:-\S+:v?\d+\.\d+\.\d+\}$/, name);
  }
});
