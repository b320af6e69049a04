import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import { liveProcesses } from "../../../cluster/process/process_table.ts";
import { nodes } from "../../../cluster/topology.ts";
import { eventually, Lab } from "../../lab.ts";
import { canMount, Tmpfs } from "../../processes/tmpfs.ts";

/** Letters that shells, lists and locales split or drop. */
const ODD = "a,b #%41 é漢";

/** What must work, or be said in one sentence, whatever a machine is like. On labs of their own. */
export function oddMachineScenarios(): void {
  Deno.test("up must work in odd folders, and whatever else the environment is for", async () => {
    const folder = await Deno.makeTempDir({ prefix: "instigator-odd-" });
    const root = await checkout(join(folder, ODD));
    await Deno.writeTextFile(join(root, ".env"), "KAFKA_MANAGER_IMAGE=x\nKAFKA_SSL=true\n");
    const stateDir = join(folder, `state ${ODD}`);
    await Deno.mkdir(stateDir);
    const nobody = "http://127.0.0.1:9";
    const lab = new Lab({
      root,
      stateDir,
      env: {
        // A proxy that is not there, a Kafka of somebody else's, and no letters beyond ASCII.
        ...{ HTTP_PROXY: nobody, HTTPS_PROXY: nobody, ALL_PROXY: nobody, NO_PROXY: "" },
        ...{ KAFKA_SSL: "true", KAFKA_SASL_MECHANISM: "plain", KAFKA_CLIENT_ID: "theirs" },
        ...{ LANG: "C", LC_ALL: "C" },
        ...{ MANAGER_USERNAME: "ann", MANAGER_PASSWORD: "secret" },
      },
    });
    const started = await lab.task("up", "--engine", "native");
    assertEquals(started.code, 0, started.stderr);
    assertMatch(started.stdout, /user ann, password as set/);
    const status = await lab.task("status");
    assertEquals(status.code, 0, status.stdout + status.stderr);
    const data = await Array.fromAsync(Deno.readDir(join(stateDir, "data", "kafka1")));
    assert(
      data.some(({ name }) => name.startsWith("sampleOne-")),
      "the data is where it should be",
    );
    await lab.remove();
    await Deno.remove(folder, { recursive: true });
  });

  Deno.test("up must refuse a port that another server has where localhost may lead first", async () => {
    const lab = new Lab();
    const { port } = lab.topology.functions[0];
    const server = listenOnIpv6(port);
    if (!server) return await lab.remove();
    using _server = server;
    const { code, stderr } = await lab.task("up", "--engine", "native");
    assertEquals(code, 1);
    assertStringIncludes(stderr, `${port} (producer, HTTP, on [::1]) is held by pid ${Deno.pid}`);
    await lab.remove();
  });

  Deno.test("up must name the way out where its folder cannot be written", async () => {
    const file = await Deno.makeTempFile();
    const folder = join(file, "folder");
    for (
      const [lab, variable] of [
        [new Lab({ stateDir: folder }), "INSTIGATOR_STATE"],
        [new Lab({ cacheDir: folder }), "INSTIGATOR_CACHE"],
      ] as const
    ) {
      const { code, stderr } = await lab.task("up", "--engine", "native");
      assertEquals(code, 1);
      assertStringIncludes(stderr, `Cannot write to ${folder}: `);
      assertStringIncludes(stderr, `by ${variable}`);
      assert(!stderr.includes("    at "), stderr);
      if (lab.stateDir !== folder) await Deno.remove(lab.stateDir, { recursive: true });
    }
    await Deno.remove(file);
  });

  Deno.test("up must name an offset that works, in the place of one that no client would call", async () => {
    const lab = new Lab({ env: { INSTIGATOR_PORT_OFFSET: "1000" } });
    const { code, stderr } = await lab.task("up", "--engine", "native");
    assertEquals(code, 2);
    assertStringIncludes(stderr, "puts producer on 6000");
    assertStringIncludes(stderr, "the next one that works is 1001");
    await Deno.remove(lab.stateDir);
  });

  Deno.test({
    name: "a full disk must be told, and strand nothing",
    ignore: !canMount(),
    async fn() {
      using disk = new Tmpfs("80m");
      const lab = new Lab({ stateDir: disk.path });
      const started = await lab.task("up", "--engine", "native");
      assertEquals(started.code, 0, started.stderr);
      assertMatch(started.stderr, /Warning .* free for .*INSTIGATOR_STATE/);
      const before = await lab.pids();
      fill(join(disk.path, "fill"));
      Deno.kill(before.get("kafka1")!, "SIGKILL");
      const { stdout } = await eventually("status tells", async () => {
        const status = await lab.task("status");
        return status.code === 1 && /is full/.test(status.stdout) && status;
      });
      assertMatch(stdout, /INSTIGATOR_STATE/);
      assertEquals((await liveProcesses([before.get("supervisor")!])).size, 1);

      const stopped = await lab.task("down");
      assertEquals(stopped.code, 0, stopped.stderr);
      assertEquals([...(await liveProcesses([...before.values()])).keys()], []);
      const again = await lab.task("up", "--engine", "native");
      assertEquals(again.code, 1);
      assertMatch(again.stderr, /Cannot start the lab: the disk of .* is full/);
      assertEquals((await lab.task("down", "--volumes")).code, 0);
    },
  });

  Deno.test("up must name data that is of another cluster", async () => {
    const lab = new Lab();
    await giveClusterIds(lab, ["AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB"]);
    const refused = await lab.task("up", "--engine", "native");
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, "of different clusters; kafka1 has AAAA");
    assertStringIncludes(refused.stderr, "`deno task down --volumes`");

    // All brokers agree, and only the ensemble knows better, once it is asked.
    await giveClusterIds(lab, Array(3).fill("AAAAAAAAAAAAAAAAAAAAAA"));
    const failed = await lab.task("up", "--engine", "native");
    assertEquals(failed.code, 1);
    assertMatch(failed.stderr, /kafka\d keeps ending/);
    assertStringIncludes(failed.stderr, "of different clusters; kafka1 has AAAA");
    await lab.remove();
  });
}

/** A copy of the checkout, as far as the lab's commands need it. */
async function checkout(root: string): Promise<string> {
  await Deno.mkdir(root);
  const files = ["deno.json", "deno.lock", "docker-compose.yml"];
  const parts = [...files, "cluster", "functions", "kafka", "scripts", "vendor"];
  const { success } = await new Deno.Command("cp", {
    args: ["-r", ...parts.map((part) => join(PROJECT_ROOT, part)), root],
  }).output();
  assert(success);
  return root;
}

/** Writes what a broker keeps of its cluster, as if it had run in that one. */
async function giveClusterIds(lab: Lab, ids: readonly string[]): Promise<void> {
  const brokers = nodes(lab.topology).filter((node) => node.kind === "kafka");
  for (const [i, id] of ids.entries()) {
    const folder = join(lab.stateDir, "data", brokers[i].name);
    await Deno.mkdir(folder, { recursive: true });
    const properties = `version=0\nbroker.id=${brokers[i].id}\ncluster.id=${id}\n`;
    await Deno.writeTextFile(join(folder, "meta.properties"), properties);
  }
}

/** A listener at the address of IPv6; none on a machine that has no IPv6. */
function listenOnIpv6(port: number): Deno.Listener | undefined {
  try {
    return Deno.listen({ hostname: "::1", port });
  } catch {
    return undefined;
  }
}

/** Writes until the disk is full. */
function fill(path: string): void {
  using file = Deno.createSync(path);
  const block = new Uint8Array(64 * 1024);
  try {
    while (true) file.writeSync(block);
  } catch (error) {
    assertStringIncludes((error as Error).message, "No space left");
  }
}
