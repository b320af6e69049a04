import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import { ConsumerClient } from "../clients/consumer_client.ts";
import { letter, ownLetters, writeLetters } from "../kafka/dead_letters.ts";
import { eventually, type Lab } from "../lab.ts";
import { OwnTopic } from "../kafka/own_topic.ts";

/** What must become of dead letters. */
export function deadLetterScenarios(lab: Lab): void {
  Deno.test("a letter that is redriven must come back with its history, and count once in the ledger", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    const letters = `${topic.name}.dlq`;
    await topic.produce(
      { key: "a", value: "bad", headers: { fail: "no such customer 17", mark: "m" } },
      { key: "b", value: "good" },
      { key: "c", value: "worse", headers: { fail: "no such customer 18" } },
    );
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    await consumer.caughtUp(3);

    const { groups, letters: [newest], open } = await json(lab, "list", letters);
    assertEquals([open, groups.length, groups[0].letters], [2, 1, 2]);
    assertMatch(groups[0].error, /no such customer #/);
    assertEquals([newest.place, newest.source.offset, newest.returns], ["0/1", 2, 0]);
    const listed = await json(lab, "list");
    assert(
      listed.topics.some((one: { topic: string; open: number }) => (
        one.topic === letters && one.open === 2
      )),
      JSON.stringify(listed),
    );

    const told = await post(lab, { action: "redrive", letters: ["0/0"], dryRun: true });
    assertEquals([told.applied, told.letters], [false, 1]);
    const dry = await json(lab, "redrive", letters, "--filter", "key=a", "--dry-run");
    assertEquals([dry.applied, dry.letters, dry.targets], [
      ...[false, 1, [{ topic: topic.name, letters: 1 }]],
    ]);
    assertEquals((await json(lab, "list", letters)).open, 2);

    // Its header makes it fail again.
    const done = await json(lab, "redrive", letters, "--filter", "key=a", "--yes");
    assertEquals([done.applied, done.dealt, done.end], [true, 1, "all"]);
    const again = await eventually("it is a letter again", async () => {
      const { letters: [newest] } = await json(lab, "list", letters);
      return newest.returns === 1 && newest;
    });
    assertEquals([again.place, again.source.offset], ["0/2", 3]);
    assertEquals([again.earlier.length, again.earlier[0].letter], [1, `${letters}/0/0`]);
    assertEquals(again.record.headers.mark, "m");
    const { duplicated, lost, reordered } = await consumer.caughtUp(4);
    assertEquals({ duplicated, lost, reordered }, { duplicated: 0, lost: 0, reordered: 0 });

    const shown = await lab.task("dlq", "show", letters, "--last");
    assertStringIncludes(shown.stdout, "came back 1 time");
    assertStringIncludes(shown.stdout, `(letter ${letters}/0/0)`);
    const overHttp = await consumer.call<{ open: number; letters: { place: string }[] }>(
      "/dead-letters",
    );
    assertEquals([overHttp.open, overHttp.letters.map(({ place }) => place)], [2, ["0/2", "0/1"]]);
    const one = await post(lab, { action: "discard", letters: ["0/1"] });
    assertEquals([one.applied, one.dealt], [true, 1]);
    const discarded = await json(lab, "discard", letters, "--all", "--yes");
    assertEquals([discarded.dealt, (await json(lab, "list", letters)).open], [1, 0]);
    await lab.task("groups", "reset", `${letters}.redrive`, "--to", "earliest", "--yes");
    assertEquals((await json(lab, "list", letters)).open, 3);
  });

  Deno.test("a record that came back too often must go to quarantine", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    const letters = `${topic.name}.dlq`;
    await topic.produce({
      ...{ key: "a", value: "bad" },
      headers: { fail: "no such customer", "dlq-returns": "2" },
    });
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    await eventually("it is a letter", async () => (await json(lab, "list", letters)).open === 1);
    await json(lab, "redrive", letters, "--yes");
    const [found] = await eventually("it is in quarantine", async () => {
      const { letters: found } = await json(lab, "list", `${letters}.quarantine`);
      return found.length > 0 && found;
    });
    assertEquals([found.returns, found.source.topic], [3, topic.name]);
    const { topics } = await consumer.call<{ topics: unknown[] }>("/dead-letters");
    assertEquals(topics, [
      { topic: letters, open: 0 },
      { topic: `${letters}.quarantine`, open: 1 },
    ]);
    // Somebody has mended what failed.
    const other = await OwnTopic.create(lab, 1);
    await json(lab, "redrive", `${letters}.quarantine`, "--to", other.name, "--yes");
    assertEquals((await records(lab, other.name)).map(({ value }) => value), ["bad"]);
  });

  Deno.test("letters of Spring, Kafka Connect and plain producers must be read and redriven", async () => {
    const source = await OwnTopic.create(lab, 4);
    const letters = `${source.name}-dlt`;
    await source.produce({ value: "as large as can be", partition: 2 });
    const [partition, offset] = [Buffer.alloc(4), Buffer.alloc(8)];
    partition.writeInt32BE(3);
    offset.writeBigInt64BE(12n);
    await writeLetters(lab.brokers, letters, 1, [
      letter("spring", [
        ["kafka_dlt-original-topic", source.name],
        ["kafka_dlt-original-partition", partition],
        ["kafka_dlt-original-offset", offset],
        ["kafka_dlt-exception-fqcn", "java.lang.IllegalStateException"],
        ["kafka_dlt-exception-message", "no amount\u001b[2J"],
        ["kafka_dlt-exception-stacktrace", "java.lang.IllegalStateException\n\tat Bills"],
        ["mine", "1"],
      ]),
      letter("connect", [
        ["__connect.errors.topic", source.name],
        ["__connect.errors.partition", "1"],
        ["__connect.errors.exception.class.name", "DataException"],
      ]),
      letter("plain", [["mine", "2"]]),
      {
        ...letter("left out", [
          ...[["dlq-topic", source.name], ["dlq-partition", "2"], ["dlq-offset", "0"]],
          ["dlq-value", "left out, as it is too large"],
        ] as [string, string][]),
        value: null,
      },
      letter("gone", [["dlq-topic", "no-such-topic"]]),
    ]);

    const { groups, open } = await json(lab, "list", letters);
    assertEquals([open, groups.length], [5, 3]);
    const shown = await lab.task("dlq", "show", letters, "0/0");
    assertEquals(shown.code, 0, shown.stderr);
    assertStringIncludes(shown.stdout, String.raw`no amount\x1b[2J`);
    assertStringIncludes(shown.stdout, `${source.name}/3/12`);

    const first = await json(lab, "redrive", letters, "--yes");
    assertEquals([first.dealt, first.refused, first.end], [3, 2, "all"]);
    assertEquals(first.refusals.map(({ place }: { place: string }) => place), ["0/2", "0/4"]);
    assertEquals((await json(lab, "list", letters)).open, 2);

    const other = await OwnTopic.create(lab, 1);
    const second = await json(lab, "redrive", letters, "0/2", "0/4", "--to", other.name, "--yes");
    assertEquals([second.dealt, second.targets], [2, [{ topic: other.name, letters: 2 }]]);
    assertEquals((await json(lab, "list", letters)).open, 0);

    const written = await records(lab, source.name);
    const found = written.filter(({ headers }) => headers["dlq-returns"] === "1");
    assertEquals(
      found.map(({ key, value, partition, headers }) => [
        ...[key, value, partition],
        Object.keys(headers).filter((name) => !name.startsWith("dlq-")),
      ]).sort(),
      [
        ["connect", "connect", 1, []],
        ["left out", "as large as can be", 2, []],
        ["spring", "spring", 3, ["mine"]],
      ],
    );
    assertEquals((await records(lab, other.name)).map(({ value }) => value), ["plain", "gone"]);
  });

  Deno.test("letters must be dealt with in any order, one by one", async () => {
    const source = await OwnTopic.create(lab, 1);
    const letters = `${source.name}.dlq`;
    await writeLetters(lab.brokers, letters, 1, ownLetters(source.name, 10));
    await json(lab, "discard", letters, "0/5", "--yes");
    await json(lab, "redrive", letters, "0/8", "0/2", "--yes");
    const { open, letters: left } = await json(lab, "list", letters);
    assertEquals(open, 7);
    const places = left.map(({ place }: { place: string }) => place);
    assertEquals(places, [9, 7, 6, 4, 3, 1, 0].map((offset) => `0/${offset}`));
    await json(lab, "redrive", letters, "--limit", "3", "--yes");
    const { stdout } = await lab.task("groups", "describe", `${letters}.redrive`, "--json");
    assertEquals(JSON.parse(stdout).groups[0].offsets[0].committed, 4);
    await json(lab, "redrive", letters, "--yes");
    const values = (await records(lab, source.name)).map(({ value }) => value);
    assertEquals(values, ["2", "8", "0", "1", "3", "4", "6", "7", "9"]);
  });

  Deno.test("a redrive that Ctrl-C ends must go on where it was, and nobody may work beside it", async () => {
    const source = await OwnTopic.create(lab, 2);
    const letters = `${source.name}.dlq`;
    await writeLetters(lab.brokers, letters, 2, ownLetters(source.name, 120));
    const redriving = lab.spawn("dlq", "redrive", letters, "--rate", "50", "--yes", "--json");
    await redriving.stdin.close();
    await eventually("some are redriven", async () => (
      (await json(lab, "list", letters)).open < 120
    ));
    const discarding = lab.task("dlq", "discard", letters, "--filter", "key=k119", "--yes");
    redriving.kill("SIGINT");
    const { code, stdout } = await redriving.output();
    const { dealt, end, unrecorded } = JSON.parse(new TextDecoder().decode(stdout));
    assertEquals([code, end, unrecorded], [130, "stopped", 0]);
    assert(dealt > 0 && dealt < 120, `${dealt}`);
    assertEquals((await discarding).code, 0, (await discarding).stderr);
    assertEquals((await json(lab, "list", letters)).open, 119 - dealt);
    const rest = await json(lab, "redrive", letters, "--yes");
    assertEquals(rest.dealt, 119 - dealt);
    const values = (await records(lab, source.name)).map(({ value }) => Number(value));
    assertEquals(values.sort((a, b) => a - b), Array.from({ length: 119 }, (_, n) => n));
  });

  Deno.test("a redrive must lose no letter when a broker is killed", async () => {
    const source = await OwnTopic.create(lab, 3);
    const letters = `${source.name}.dlq`;
    await writeLetters(lab.brokers, letters, 3, ownLetters(source.name, 600));
    const redriving = lab.spawn("dlq", "redrive", letters, "--rate", "200", "--yes", "--json");
    await redriving.stdin.close();
    await eventually("some are redriven", async () => (
      (await json(lab, "list", letters)).open < 600
    ));
    Deno.kill((await lab.pids()).get("kafka2")!, "SIGKILL");
    const { code, stdout, stderr } = await redriving.output();
    const [out, said] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    assertEquals(code, 0, said);
    assertEquals(JSON.parse(out).dealt, 600);
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    assertEquals((await json(lab, "list", letters)).open, 0);
    const values = (await records(lab, source.name)).map(({ value }) => Number(value));
    assertEquals(values.sort((a, b) => a - b), Array.from({ length: 600 }, (_, n) => n));
  });

  Deno.test("dlq must refuse what it does not know, and name what was meant", async () => {
    const source = await OwnTopic.create(lab, 1);
    await writeLetters(lab.brokers, `${source.name}.dlq`, 1, ownLetters(source.name, 1));
    const wrong: [args: string[], code: number, said: string][] = [
      [["redrve"], 2, "did you mean redrive?"],
      [["list", `${source.name}.dlx`], 1, `did you mean ${source.name}.dlq?`],
      [["list", "a", "b"], 2, "Name one topic"],
      [["show", `${source.name}.dlq`, "7"], 2, "partition/offset"],
      [["show", `${source.name}.dlq`, "0/7"], 1, `there is no ${source.name}.dlq/0/7`],
      [["redrive", `${source.name}.dlq`, "--rate", "fast"], 2, "--rate is a whole number"],
      [["redrive", `${source.name}.dlq`], 2, "Say --yes to do it"],
      [["redrive", `${source.name}.dlq`, "--to", `${source.name}.dlq`], 1, "is where it lies"],
      [["redrive", `${source.name}.dlq`, "--to", "__consumer_offsets"], 1, "Kafka keeps it"],
      [["discard", `${source.name}.dlq`, "--yes"], 2, "or --all"],
    ];
    await Promise.all(wrong.map(async ([args, code, said]) => {
      const outcome = await lab.task("dlq", ...args);
      assertEquals(outcome.code, code, outcome.stderr);
      assertStringIncludes(outcome.stderr, said);
    }));
  });
}

/** What a `dlq` action prints as JSON. */
async function json(lab: Lab, ...args: string[]) {
  const { stdout, stderr } = await lab.task("dlq", ...args, "--json");
  assert(stdout !== "", stderr);
  return JSON.parse(stdout);
}

/** What the consumer answers to what is to be done with its letters. */
async function post(lab: Lab, body: Record<string, unknown>) {
  const response = await fetch(lab.url("consumer", "/dead-letters"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  assertEquals(response.status, 200, JSON.stringify(answer));
  return answer;
}

/** All records of a topic, as `consume --json` has them. */
async function records(lab: Lab, topic: string): Promise<
  { key: string; value: string; partition: number; headers: Record<string, string> }[]
> {
  const { stdout, stderr } = await lab.task("consume", topic, "--until-end", "--json");
  return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line), stderr);
}
