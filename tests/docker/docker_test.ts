/**
 * The lab on Docker: the true docker-compose.yml on a real engine, at free ports and as a project
 * of its own, so that nobody's containers are touched. Skipped, with the reason, where no engine
 * answers; `tests/docker/engine.sh start` makes one answer.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { containers } from "../../cluster/engines/docker/containers.ts";
import { docker } from "../../cluster/engines/docker/docker_command.ts";
import { dockerEngine } from "../../cluster/engines/docker/engine.ts";
import { compose, portVariables } from "../../cluster/engines/docker/stack.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { dashboardMetrics, exposed } from "../clients/dashboard.ts";
import { eventually } from "../lab.ts";
import { runShort } from "../short_chaos.ts";
import { writeApplication } from "./application.ts";
import { ensureBaseImages } from "./base_images.ts";
import {
  application,
  call,
  container,
  kill,
  lab,
  project,
  ready,
  reason,
  scale,
  scenario,
  stack,
  status,
  task,
  up,
} from "./docker_lab.ts";
import { anyReplicaServes } from "./rest_replicas.ts";

if (!reason) {
  Deno.test.beforeAll(async () => {
    await writeApplication(application);
    const standIns = await ensureBaseImages();
    if (standIns.length > 0) console.error(`Stand-ins for: ${standIns.join(", ")}`);
    try {
      console.error(await up());
    } catch (error) {
      await lab.remove();
      throw error;
    }
  });
  Deno.test.afterAll(async () => {
    await lab.remove();
    await Deno.remove(application, { recursive: true });
    const filter = `label=com.docker.compose.project=${project}`;
    assertEquals(await docker(["volume", "ls", "--quiet", "--filter", filter]), "");
  });
}

scenario(
  "every node must run in a container of its own, and tell the same as elsewhere",
  async () => {
    const { engine, ready, nodes: listed, functions, topics } = await status();
    assertEquals([engine, ready], ["docker", true]);
    for (const { name, container, state, uptimeSeconds } of [...listed, ...functions]) {
      assertStringIncludes(container, `${project}-${name}`);
      assert(["up", "ready"].includes(state), `${name} is ${state}`);
      assert(uptimeSeconds >= 0, name);
    }
    assertEquals(
      topics.filter(({ name }: { name: string }) => name.startsWith("sample")).length,
      4,
    );
  },
);

scenario("populate must have nothing left to do", async () => {
  const { topics } = JSON.parse(await task("populate", "--json"));
  assertEquals(topics.map(({ action }: { action: string }) => action), Array(4).fill("unchanged"));
  assertEquals((await container("populate")).State.ExitCode, 0);
});

scenario("records must flow through both functions, and be counted", async () => {
  await call("consumer", "/start_consumer?from=earliest&wait=assigned");
  await call("producer", "/start_producer?rate=0&count=5000&size=100");
  const { ledger } = await eventually("all of it is consumed", async () => {
    const status = await call("consumer", "/status");
    return status.ledger.totals.consumed >= 5000 && status;
  });
  assertEquals([ledger.totals.lost, ledger.totals.duplicated], [0, 0]);
  await call("producer", "/stop_producer");
});

scenario("a client of the host and one of the network must read each other's records", async () => {
  const value = crypto.randomUUID();
  await lab.produce("sampleTwo", value);
  await lab.consumed("sampleTwo", value);

  const back = crypto.randomUUID();
  const producer = lab.spawn("produce", "sampleTwo", "--key", "host");
  const writer = producer.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${back}\n`));
  await writer.close();
  assertEquals((await producer.output()).success, true);
  await call("consumer", "/start_consumer?topics=sampleTwo&group=docker&from=earliest");
  await eventually("the function has it", async () => {
    const { messages } = await call("consumer", "/messages?topic=sampleTwo");
    return messages.some((message: { value: unknown }) => message.value === back);
  });
});

scenario("each broker must be known by another address on each side", async () => {
  const shell = await task("kafka", "zookeeper-shell", "get", "/brokers/ids/2");
  const { endpoints, jmx_port } = JSON.parse(shell.match(/^\{.*\}$/m)![0]);
  const { port } = lab.topology.kafka[1];
  assertEquals(endpoints, ["PLAINTEXT://kafka2:9092", `HOST://127.0.0.1:${port}`]);
  assertEquals(jmx_port, 9999);
});

scenario("a broker must show its metrics to Prometheus", async () => {
  const port = portVariables(lab.topology).KAFKA1_METRICS_PORT;
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  assertMatch(text, /^process_resident_memory_bytes \d/m);
  assertMatch(text, /^kafka_server_replicamanager_\w*partitioncount\w* \d/m);
  const there = new Set(exposed(text));
  const shown = await dashboardMetrics("kafka_server", "kafka_controller", "kafka_network");
  assertEquals(shown.filter((name) => !there.has(name)), []);
});

scenario("every container must be as hardened as the file says", async () => {
  for (const { Name } of await containers(project)) {
    const format = "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} " +
      "{{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}";
    const facts = await docker(["inspect", "--format", format, Name]);
    assertMatch(facts, /^(?!root|0)\S+ true \[ALL\] \[no-new-privileges:true\] [1-9]\d+ [1-9]\d+$/);
  }
});

scenario("no port may be published beyond 127.0.0.1", async () => {
  for (const { Name } of await containers(project)) {
    const ports = JSON.parse(
      await docker(["inspect", "--format", "{{json .NetworkSettings.Ports}}", Name]),
    );
    for (const bindings of Object.values(ports) as ({ HostIp: string }[] | null)[]) {
      for (const { HostIp } of bindings ?? []) assertEquals(HostIp, "127.0.0.1", Name);
    }
  }
});

scenario("logs must tell what a service said, under its name", async () => {
  assertMatch(await task("logs", "zoo1"), /^\S+Z zoo1 {2}INFO .*QuorumPeer/m);
});

scenario("the lab's own tools must answer where others' images cannot be had", async () => {
  const files = (await stack()).files;
  const { BURROW_PORT, MANAGER_PORT } = portVariables(lab.topology);
  const burrow = await fetch(`http://127.0.0.1:${BURROW_PORT}/v3/kafka`);
  assertEquals((await burrow.json()).clusters, ["local"]);
  const manager = `http://127.0.0.1:${MANAGER_PORT}/`;
  const stranger = await fetch(manager);
  await stranger.body?.cancel();
  assertEquals(stranger.status, 401);
  const headers = { authorization: `Basic ${btoa("admin:admin")}` };
  const known = await fetch(manager, { headers });
  await known.body?.cancel();
  assertEquals(known.status, 200, files.join());
});

scenario(
  "a user's function must run in containers that have what it imports, and no more",
  async () => {
    const { functions } = await status();
    for (const name of ["invoicing", "invoicing-2"]) {
      const { state } = functions.find((one: { name: string }) => one.name === name);
      assertEquals([name, state], [name, "ready"]);
    }
    const producer = lab.spawn("produce", "sampleTwo", "--key", "invoicing");
    const writer = producer.stdin.getWriter();
    await writer.write(new TextEncoder().encode("1500\n"));
    await writer.close();
    assertEquals((await producer.output()).success, true);
    await lab.consumed("sampleThree", "waited 1.5s, and paid");
    // Neither the tests' packages nor another function's code.
    const image = "instigator-function-invoicing";
    const files = await docker(["run", "--rm", "--entrypoint", "find", image, "/app"]);
    assertStringIncludes(files, "/app/app/waited.ts");
    const strangers = files.split("\n").filter((path) =>
      /playwright|fast-check|\/functions\/(consumer|console)\/|_test\.ts$|\.env$/.test(path)
    );
    assertEquals(strangers, []);
  },
);

scenario("a broker that is killed must come back by itself, and lose nothing", async () => {
  const value = crypto.randomUUID();
  await lab.produce("sampleThree", value);
  const { State } = await container("kafka2");
  // By its process, as a crash would: Docker does not restart what its own `kill` ended.
  await kill(State.Pid);
  await eventually("Docker has started it again", async () => {
    const { RestartCount, State } = await container("kafka2");
    return RestartCount > 0 && State.Status === "running";
  });
  await ready();
  assertEquals((await container("kafka2")).RestartCount, 1, "it died again while it started");
  await lab.consumed("sampleThree", value);
});

scenario(
  "no record must suffer when a leader and a function are killed, and leaders move",
  async () => {
    const environment = { ...labEnvironment(), ...lab.settings };
    const engine = dockerEngine(environment, lab.topology);
    const running = { environment, topology: lab.topology, engine };
    await runShort(["leader-kill", "leaders-moved", "function-kill"], running);
  },
);

scenario("up must repair what somebody stopped", async () => {
  await docker(["kill", `${project}-kafka3-1`, `${project}-producer-1`]);
  assertEquals((await lab.task("status")).code, 1);
  await up();
  await ready();
});

scenario("a broker that is stopped must stay so until it is started", async () => {
  await task("stop", "kafka2");
  await call("producer", "/healthz");
  const { ready: isReady, nodes, reasons } = await status();
  const { state } = nodes.find(({ name }: { name: string }) => name === "kafka2");
  assertEquals([isReady, state], [false, "stopped"]);
  assertEquals(reasons, ["kafka2 is stopped by hand: `deno task start kafka2`"]);
  await task("restart", "producer", "--kill");
  await task("up", "producer");
  assertEquals((await container("kafka2")).State.Status, "exited");
  await task("start", "kafka2");
  await ready();
});

scenario("three consumers must share the group, one wanted state and one port", async () => {
  await task("kafka", "topics", "--create", "--topic", "shared", "--partitions", "3");
  await scale("consumer", 3);
  await call("consumer", "/start_consumer?topics=shared&group=shared&wait=assigned");
  await eventually("three members share it", async () => {
    const { groups } = await status();
    return groups.some(({ group, members }: { group: string; members: number }) =>
      group === "shared" && members === 3
    );
  });
  await call("producer", "/start_producer?topic=shared&rate=0&count=3000&keys=50");
  await eventually("all of it is consumed", async () => {
    const { groups } = await status();
    const shared = groups.find(({ group }: { group: string }) => group === "shared");
    return shared.totalLag === 0 && (await call("producer", "/status")).run?.finished;
  });
  await call("consumer", "/stop_consumer");
  await eventually("every replica has stopped", async () => {
    const { groups } = await status();
    return !groups.some(({ group, members }: { group: string; members: number }) =>
      group === "shared" && members > 0
    );
  });
  await scale("consumer", 1);
});

scenario("three replicas of rest must serve any instance, on one port", async () => {
  await scale("rest", 3);
  await anyReplicaServes(lab);
  await scale("rest", 1);
});

scenario("down must leave no container, and Compose alone find the data again", async () => {
  const value = crypto.randomUUID();
  await lab.produce("sampleFour", value);
  const { files, ...rest } = await stack();
  await task("down");
  assertEquals(await containers(project), []);
  await compose({ files, ...rest }, ["up", "--build", "--wait"]);
  await ready();
  await lab.consumed("sampleFour", value);
  assertEquals((await status()).engine, "docker");
});

scenario("a broker must stop cleanly", async () => {
  const { State } = await container("kafka1");
  assertEquals(State.Status, "running");
  await docker(["stop", `${project}-kafka1-1`]);
  const log = await task("logs", "kafka1");
  assertMatch(log, /\[KafkaServer id=1\] shut down completed/);
  // 143: ended by SIGTERM, which it obeyed; 137 would be the end of Docker's patience.
  assertEquals((await container("kafka1")).State.ExitCode, 143);
  await up();
});
