import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import { freePort } from "../../../cluster/process/ports/free_port.ts";
import type { FunctionProcess } from "../../processes/function_process.ts";
import { eventually, type Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";
import { untilStatus, UserFunction } from "../../processes/user_function.ts";

/** What must become of functions by the clock, under `deno serve`, and where they cannot be. */
export function scheduleScenarios(lab: Lab): void {
  Deno.test("one replica must run what is due, and another one after it", async () => {
    const output = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      `schedule: "* * * * * *", output: { topic: "${output.name}" },
       run: ({ log }) => { log.info("due"); return { value: "done" }; },`,
    );
    const replicas = [own.start(), own.start()];
    await Promise.all(replicas.map((replica) => replica.ready()));
    const runs = (replica: FunctionProcess) =>
      untilStatus(replica, "it tells", () => true).then(({ schedule }) => schedule.succeeded);
    const owner = await eventually("one of them runs it", async () => {
      const counts = await Promise.all(replicas.map(runs));
      return replicas.find((_, index) => counts[index] > 1);
    });
    const other = replicas.find((replica) => replica !== owner)!;
    const before = await runs(other);
    owner.stop();
    await untilStatus(other, "the other one runs it", ({ schedule }) => (
      schedule.succeeded > before + 1
    ));
    other.stop();
    const times = (await Promise.all(replicas.map((replica) => replica.ended()))).flatMap(
      ({ code, stdout }) => {
        assertEquals(code, 0);
        return [...stdout.matchAll(/"message":"due","run":"(20[^"]+)"/g)].map(([, due]) => due);
      },
    );
    assertEquals(new Set(times).size, times.length, `none is run twice: ${times}`);
    assertEquals((await own.written(output.name, times.length)).length, times.length);
  });

  Deno.test("deno serve must run a function", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, output: { topic: "${output.name}" },
       input: "text", each: ({ value }) => ({ value: value + "!" }),`,
    );
    await source.produce({ value: "served" });
    const port = freePort();
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["serve", "--quiet", "--config", join(PROJECT_ROOT, "deno.json"), "--cached-only"],
        ...["--host", "127.0.0.1", "--port", `${port}`],
        ...["--allow-net", "--allow-env", "--allow-read"],
        own.path,
      ],
      env: { KAFKA_BROKERS: lab.brokers.join(",") },
      stdout: "null",
      stderr: "null",
    }).spawn();
    try {
      assertEquals((await own.written(output.name, 1))[0].value, "served!");
      const { message } = await (await fetch(`http://127.0.0.1:${port}/readyz`)).json();
      assertEquals(message, "Ready");
    } finally {
      process.kill("SIGTERM");
    }
    assertEquals((await process.status).code, 0);
  });

  Deno.test("what cannot be in a function must be told, all of it, before anything starts", async () => {
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["a b"], batch: { records: 0 } }, colour: "red", each() {},`,
    );
    const refused = await own.start().ended();
    assertEquals(refused.code, 78);
    assertMatch(refused.stderr, /3 settings are wrong[^]*a topic's name[^]*colour is unknown/);
    own.write(`\n\n  ...nothing.there,`);
    const failed = await own.start().ended();
    assertEquals(failed.code, 1);
    assertMatch(failed.stderr, /ReferenceError: nothing is not defined[^]*function\.ts:\d+:6/);
  });
}
