import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import { Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";

const isTerminalThere = hasScript();

/** What the commands must do on a lab that is up. */
export function commandScenarios(lab: Lab): void {
  Deno.test("status --json must tell of every node, topic and function, and exit 0", async () => {
    const { code, stdout } = await lab.task("status", "--json");
    const status = JSON.parse(stdout);
    assertEquals([code, status.engine, status.ready], [0, "native", true]);
    const roles = status.nodes.map(({ role }: { role: string }) => role);
    assertEquals(roles.slice(0, 3).toSorted(), ["follower", "follower", "leader"]);
    assertEquals(roles.filter((role: string) => role === "controller").length, 1);
    for (const node of [...status.nodes, ...status.functions]) assert(node.pid > 0, node.name);
    const samples = status.topics.filter(({ name }: { name: string }) => name.startsWith("sample"));
    assertEquals(
      samples.map((
        { partitions, replicationFactor, underReplicated }: Record<string, number>,
      ) => [partitions, replicationFactor, underReplicated]),
      Array(4).fill([1, 3, 0]),
    );
  });

  Deno.test("up on a lab that is up must reuse every process", async () => {
    const before = await lab.pids();
    const { code, stdout } = await lab.task("up", "--json");
    const { ready, urls, brokers } = JSON.parse(stdout);
    assertEquals([code, ready], [0, true]);
    assertEquals(brokers, lab.brokers);
    assertEquals(new URL(urls.consumer).port, new URL(lab.url("consumer")).port);
    assertEquals(await lab.pids(), before);
  });

  Deno.test("commands that are told no port offset, or any, must find the lab that is up", async () => {
    for (const offset of ["", "auto"]) {
      const env = { INSTIGATOR_PORT_OFFSET: offset };
      const same = new Lab({ stateDir: lab.stateDir, env });
      for (const task of [["status"], ["topics"], ["consume", "sampleOne", "--until-end"]]) {
        const { code, stderr } = await same.task(...task);
        assertEquals(code, 0, `${task.join(" ")}\n${stderr}`);
      }
    }
  });

  Deno.test("populate must find nothing to change on a lab that is up", async () => {
    const { code, stdout } = await lab.task("populate", "--json");
    const actions = JSON.parse(stdout).topics.map(({ action }: { action: string }) => action);
    assertEquals([code, new Set(actions)], [0, new Set(["unchanged"])]);
  });

  Deno.test("populate must mend a topic that was altered, and --dry-run must only say so", async () => {
    await lab.task(
      ...["kafka", "configs", "--alter", "--topic", "sampleTwo"],
      ...["--add-config", "cleanup.policy=delete"],
    );
    const action = async (...flags: string[]) => {
      const { stdout } = await lab.task("populate", "--json", ...flags);
      return JSON.parse(stdout).topics[1].action;
    };
    assertEquals(
      [await action("--dry-run"), await action(), await action()],
      ["alter", "alter", "unchanged"],
    );
  });

  Deno.test("kafka topics must create and describe a topic", async () => {
    const create = await lab.task(
      ...["kafka", "topics", "--create", "--topic", "testing", "--replication-factor", "3"],
      ...["--partitions", "1", "--config", "min.insync.replicas=2"],
      ...["--config", "cleanup.policy=compact"],
    );
    assertEquals(create.code, 0, create.stderr);
    const { stdout } = await lab.task("kafka", "topics", "--describe", "--topic", "testing");
    assertMatch(stdout, /ReplicationFactor: 3\s+Configs: .*cleanup\.policy=compact/);
  });

  Deno.test("what produce is given, consume must print, in order", async () => {
    await lab.task("kafka", "topics", "--create", "--topic", "lines", "--partitions", "3");
    const lines = Array.from({ length: 500 }, (_, i) => `k${i % 7}:line ${i}`);
    const producing = lab.spawn("produce", "lines", "--key-separator", ":");
    const writer = producing.stdin.getWriter();
    await writer.write(new TextEncoder().encode(lines.join("\n") + "\n"));
    await writer.close();
    assertEquals((await producing.output()).code, 0);
    const { code, stdout } = await lab.task(
      ...["consume", "lines", "--from", "earliest", "--count", "500"],
    );
    const values = stdout.trimEnd().split("\n").map((line) => line.split("\t").at(-1)!);
    assertEquals([code, values.length], [0, 500]);
    for (let key = 0; key < 7; key++) {
      const numbers = values.map((value) => Number(value.split(" ").at(-1)))
        .filter((number) => number % 7 === key);
      assertEquals(numbers, numbers.toSorted((a, b) => a - b), `order of key k${key}`);
    }
  });

  Deno.test("logs must print what services logged, by time, each line with its time and service", async () => {
    const { code, stdout } = await lab.task("logs");
    assertEquals(code, 0);
    const lines = stdout.trimEnd().split("\n");
    const [times, names] = [0, 1].map((column) => lines.map((line) => line.split(" ")[column]));
    const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (zoo|kafka)?\w+ {2,}\S/;
    assertEquals(
      lines.filter((line) => !shape.test(line) && line.trimEnd().split(" ").length > 2),
      [],
    );
    // Threads of a service write in another order than they take the time.
    const late = times.filter((time, i) => Date.parse(times[i - 1]) > Date.parse(time) + 1_000);
    assertEquals(late, []);
    for (const node of ["zoo1", "kafka3", "consumer"]) assert(names.includes(node), node);

    const one = await lab.task("logs", "kafka1");
    assertMatch(one.stdout, /Z kafka1 {2}INFO .*started \(kafka\.server\.KafkaServer\)$/m);
    const tail = await lab.task("logs", "kafka1", "zoo2", "--tail", "2");
    assertEquals(tail.stdout.match(/^\d{4}-/gm)?.length, 2, tail.stdout);
    assertEquals((await lab.task("logs", "--since", "2100-01-01")).stdout, "");
  });

  Deno.test("status must show what a terminal would obey, each group in a row of its own", async () => {
    const id = crypto.randomUUID();
    const reset = await lab.task(
      ...["kafka", "consumer-groups", "--reset-offsets", "--to-earliest", "--execute"],
      ...["--topic", "sampleFour", "--group", `${id}\n\x1b]0;owned\x07\x1b[2J`],
    );
    assertEquals(reset.code, 0, reset.stdout + reset.stderr);
    const { code, stdout } = await lab.task("status");
    assertEquals(code, 0);
    assertMatch(
      stdout,
      new RegExp(String.raw`^${id}\\n\\x1b\]0;owned\\x07\\x1b\[2J +Empty +0 `, "m"),
    );
  });

  Deno.test({
    name: "consume must show on a terminal what that would obey, and leave it in a pipe" +
      (isTerminalThere ? "" : " (skipped: no script of util-linux)"),
    ignore: !isTerminalThere,
    async fn() {
      const topic = await OwnTopic.create(lab, 1);
      const value = "a\x1b]0;owned\x07\x1b[2J\u009b2J";
      await topic.produce({ value });
      const args = ["consume", topic.name, "--from", "earliest", "--count", "1"];
      assertEquals((await lab.task(...args)).stdout, `${value}\n`);
      const shown = await onTerminal(lab, ...args);
      assertStringIncludes(shown, String.raw`a\x1b]0;owned\x07\x1b[2J\x9b2J`);
      const json = await onTerminal(lab, ...args, "--json");
      assertStringIncludes(json, String.raw`"a\u001b]0;owned\u0007\u001b[2J\u009b2J"`);
    },
  });

  Deno.test("a wrong call must exit 2 and say what is right", async () => {
    for (const args of [["logs", "kafka9"], ["up", "--engine", "x"], ["status", "--nonsense"]]) {
      const { code, stderr } = await lab.task(...args);
      assertEquals(code, 2, args.join(" "));
      assertStringIncludes(stderr, "Usage: deno task");
    }
  });

  Deno.test("words that mean nothing to a command must be refused, and nothing be done", async () => {
    const before = await lab.pids();
    const calls = [["down", "now"], ["ps", "kafka1"], ["status", "foo"], ["doctor", "x"]];
    for (const args of [...calls, ["populate", "x"], ["quick-start", "x"]]) {
      const { code, stderr } = await lab.task(...args);
      assertEquals(code, 2, args.join(" "));
      assertStringIncludes(stderr, `deno task ${args[0]} takes no "${args[1]}"`);
    }
    assertEquals(await lab.pids(), before);
  });

  Deno.test("doctor must find the lab's own processes no fault", async () => {
    const { code, stdout, stderr } = await lab.task("doctor");
    assertEquals(code, 0, stdout + stderr);
  });
}

/** What a task prints on a terminal, which `script` of util-linux stands for. */
async function onTerminal(lab: Lab, ...args: string[]): Promise<string> {
  const command = [Deno.execPath(), "task", "--quiet", ...args].join(" ");
  const { stdout } = await new Deno.Command("script", {
    args: ["--quiet", "--command", command, "/dev/null"],
    cwd: PROJECT_ROOT,
    env: lab.env,
  }).output();
  return new TextDecoder().decode(stdout);
}

function hasScript(): boolean {
  try {
    const { stdout } = new Deno.Command("script", { args: ["--version"] }).outputSync();
    return new TextDecoder().decode(stdout).includes("util-linux");
  } catch {
    return false;
  }
}
