import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { eventually, type Lab, type Outcome } from "../../lab.ts";

/** What the commands of every day must do: topics, groups, records in and out, exports. */
export function dailyWorkScenarios(lab: Lab): void {
  /** Runs a task that must succeed, and gives what it prints. */
  async function run(...args: string[]): Promise<string> {
    return succeeded(args, await lab.task(...args));
  }

  /** Runs a task that must fail so, with these words. */
  async function mustFail(code: number, words: string | RegExp, ...args: string[]): Promise<void> {
    const outcome = await lab.task(...args);
    assertEquals(outcome.code, code, args.join(" "));
    assertMatch(
      outcome.stderr,
      typeof words === "string" ? new RegExp(RegExp.escape(words)) : words,
    );
  }

  /** Gives a task, which must succeed, its standard input. */
  async function feed(input: string, ...args: string[]): Promise<string> {
    const child = lab.spawn(...args);
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
    const { code, stdout, stderr } = await child.output();
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return succeeded(args, { code, stdout: out, stderr: err });
  }

  function succeeded(args: readonly string[], { code, stdout, stderr }: Outcome): string {
    assertEquals(code, 0, `${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** A scenario with a name of its own, for a topic and whatever else. */
  function scenario(name: string, act: (topic: string) => Promise<void>): void {
    Deno.test(name, () => act(`daily-${crypto.randomUUID()}`));
  }

  /** The records of a topic, by time. */
  async function records(topic: string, ...flags: string[]) {
    const lines = await run("consume", topic, "--until-end", "--json", ...flags);
    return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  scenario("topics must create, list, describe, alter, grow and delete a topic", async (topic) => {
    const settings = ["--config", "retention.ms=60000", "--config", "cleanup.policy=delete"];
    const made = await run("topics", "create", topic, "--partitions", "2", ...settings, "--json");
    assertEquals(JSON.parse(made).replicationFactor, 3);
    await feed("a\nb\nc\n", "produce", topic);

    const { topics } = JSON.parse(await run("topics", "--json"));
    const { bytes, ...row } = topics.find(({ name }: { name: string }) => name === topic);
    assert(bytes > 0);
    assertEquals(row, {
      ...{ name: topic, internal: false, partitions: 2, replicationFactor: 3 },
      ...{ underReplicated: 0, offline: 0, records: 3 },
    });
    assertMatch(await run("topics"), new RegExp(`^${topic} +2 +3 +3 +\\d+ B$`, "m"));
    assertMatch(await run("topics", "describe", topic), /^retention\.ms=60000$/m);

    const change = ["--config", "retention.ms=70000", "--delete-config", "cleanup.policy"];
    const { changes } = JSON.parse(await run("topics", "alter", topic, ...change, "--json"));
    assertEquals(changes[0], { setting: "retention.ms", from: "60000", to: "70000" });
    const grown = JSON.parse(await run("topics", "add-partitions", topic, "2", "--json"));
    assertEquals(grown, { name: topic, from: 2, partitions: 4 });

    await mustFail(2, "Say --yes", "topics", "delete", topic);
    assertEquals(JSON.parse(await run("topics", "delete", topic, "--yes", "--json")), {
      deleted: [topic],
    });
    await mustFail(1, "Cannot find the topic", "topics", "describe", topic);
  });

  scenario(
    "topics empty must leave a topic without records, and say how where it cannot",
    async (topic) => {
      await run(
        "topics",
        "create",
        topic,
        "--partitions",
        "2",
        "--config",
        "cleanup.policy=delete",
      );
      await feed("a:1\nb:2\nc:3\n", "produce", topic, "--key-separator", ":");
      await mustFail(2, "3 records", "topics", "empty", topic);
      await run("topics", "empty", topic, "--yes");
      assertEquals(await records(topic), []);
      await feed("d\n", "produce", topic, "--partition", "0");
      assertEquals((await records(topic)).length, 1);
      await mustFail(1, "cleanup.policy=compact,delete", "topics", "empty", "sampleFour", "--yes");
    },
  );

  scenario("groups must show, reset and forget a group", async (topic) => {
    const group = `readers-${topic}`;
    await run("topics", "create", topic, "--partitions", "2");
    await feed("a\nb\nc\nd\n", "produce", topic, "--partition", "1");
    await run("consume", topic, "--group", group, "--until-end");
    const described = async () => {
      const { groups } = JSON.parse(await run("groups", "describe", group, "--json"));
      return groups[0].offsets.map(({ committed }: { committed: number }) => committed);
    };
    const [, committed] = await described();
    assertEquals(committed, 4);

    const preview = await run(
      "groups",
      "reset",
      group,
      "--to",
      "-3",
      "--dry-run",
      "--topic",
      `${topic}:1`,
    );
    assertMatch(preview, new RegExp(`${topic} +1 +4 +1 +reads 3 again`));
    assertEquals((await described())[1], 4);
    await mustFail(2, "Say --yes", "groups", "reset", group, "--to", "earliest");
    const target = ["--topic", `${topic}:1`, "--to", "1", "--yes", "--json"];
    const { applied, steps } = JSON.parse(await run("groups", "reset", group, ...target));
    assertEquals([applied, steps.length, steps[0].again, steps[0].passed], [true, 1, 3, 0]);
    assertEquals((await described())[1], 1);
    await run("groups", "reset", group, "--to", "1h", "--topic", topic, "--yes");
    assertEquals(await described(), [0, 0]);
    const { groups } = JSON.parse(await run("groups", "--json"));
    const listed = groups.find((one: { group: string }) => one.group === group);
    assertEquals([listed.state, listed.totalLag], ["Empty", 4]);
    await mustFail(1, `did you mean ${group}?`, "groups", "describe", `${group}x`);
    await run("groups", "delete", group, "--yes");
    await mustFail(1, "Cannot find the group", "groups", "describe", group);
  });

  scenario("a group with members must be left as it is", async (topic) => {
    await run("topics", "create", topic, "--partitions", "1");
    const member = lab.spawn("consume", topic, "--group", topic);
    try {
      await eventually("it is a member", async () => {
        const { stdout } = await lab.task("groups", "describe", topic, "--json");
        return JSON.parse(stdout).groups[0].state === "Stable";
      });
      await mustFail(
        1,
        "stop its consumers first",
        "groups",
        "reset",
        topic,
        "--to",
        "5",
        "--topic",
        topic,
        "--yes",
      );
      await mustFail(1, "stop its consumers first", "groups", "delete", topic, "--yes");
    } finally {
      member.kill("SIGINT");
      await member.stdin.close();
      await member.output();
    }
  });

  scenario("produce must write headers, tombstones and lines of JSON", async (topic) => {
    await run("topics", "create", topic, "--partitions", "2");
    const flags = ["--key", "a", "--partition", "1", "--header", "type=new", "--header", "trace"];
    await feed("one\n", "produce", topic, ...flags);
    await run("produce", topic, "--key", "a", "--tombstone", "--partition", "1");
    const file = await Deno.makeTempFile({ suffix: ".jsonl" });
    await Deno.writeTextFile(file, '{"key":"b","value":{"n":1.0},"partition":1}\n\n{"key":"c"}\n');
    try {
      await run("produce", topic, "--from", file);
    } finally {
      await Deno.remove(file);
    }
    const found = await records(topic);
    const written = found.filter(({ key }) => key !== "c");
    assertEquals(
      written.map(({ partition, key, value, headers }) => [partition, key, value, headers]),
      [
        [1, "a", "one", { type: "new", trace: null }],
        [1, "a", null, {}],
        [1, "b", '{"n":1.0}', {}],
      ],
    );
    assertEquals(found.length, 4);
    await mustFail(1, /the topic has 2 partitions \(0 records acknowledged\)/, ...[
      ...["produce", topic, "--key", "a", "--tombstone", "--partition", "7"],
    ]);
  });

  scenario("consume must find what it is asked for, and end where it is told", async (topic) => {
    await run("topics", "create", topic, "--partitions", "2");
    const lines = [0, 1, 2, 3].map((n) =>
      JSON.stringify({ key: `k${n % 2}`, value: { n, even: n % 2 === 0 }, partition: n % 2 })
    );
    await feed(lines.join("\n"), "produce", topic, "--json");
    const found = async (...flags: string[]) =>
      (await records(topic, ...flags)).map(({ value }) => JSON.parse(value).n).sort();
    assertEquals(await found(), [0, 1, 2, 3]);
    assertEquals(await found("--partition", "1"), [1, 3]);
    assertEquals(await found("--partition", "1", "--offset", "1"), [3]);
    assertEquals(await found("--from", "1h", "--filter", "value.even=true"), [0, 2]);
    assertEquals(await found("--filter", "key=k1", "--filter", "value.n!=1"), [3]);
    assertEquals(await found("--from", "latest"), []);
    const pretty = await run("consume", topic, "-e", "--pretty", "--filter", "value.n=2");
    assertMatch(
      pretty,
      new RegExp(`^${topic}/0/1 .* key k0\n\\{\n  "n": 2,\n  "even": true\n\\}\n`),
    );
    await mustFail(1, "4 of 9 came", "consume", topic, "--from", "earliest", ...[
      ...["--count", "9", "--timeout", "1s"],
    ]);
    await mustFail(1, "it has 2, numbered from 0 on", "consume", topic, "--partition", "2");
  });

  scenario(
    "export, import and export must give the same, with all there is to a record",
    async (topic) => {
      const folder = await Deno.makeTempDir();
      const [first, second] = ["first", "second"].map((name) => join(folder, `${name}.jsonl`));
      try {
        const settings = ["--config", "retention.ms=-1", "--config", "cleanup.policy=delete"];
        await run("topics", "create", topic, "--partitions", "3", ...settings);
        const odd = [
          { key: "a", value: "1", partition: 0, time: "2024-01-01T00:00:00.000Z" },
          {
            key: null,
            value: "AP8=",
            valueEncoding: "base64",
            partition: 2,
            time: "2024-01-01T00:00:00.200Z",
          },
          {
            key: "/w==",
            keyEncoding: "base64",
            value: null,
            partition: 1,
            time: "2024-01-01T00:00:01.000Z",
          },
          {
            key: "",
            value: "ü\n",
            headerList: [["b", null], ["a", "base64:wyg="], ["b", ""]],
            partition: 0,
            time: -1,
          },
        ];
        await feed(
          odd.map((record) => JSON.stringify(record)).join("\n"),
          "produce",
          topic,
          "--json",
        );
        await run("export", topic, first);
        const lines = (await Deno.readTextFile(first)).trimEnd().split("\n");
        const { configs, ...shape } = JSON.parse(lines[0]);
        assertEquals(shape, { topic, partitions: 3, replicationFactor: 3 });
        assertEquals([configs["retention.ms"], lines.length], ["-1", 5]);
        await mustFail(1, "it is there already", "export", topic, first);
        await mustFail(1, "does not tell the topic's settings", "import", topic, "deno.json");

        await run("topics", "delete", topic, "--yes");
        const imported = JSON.parse(await run("import", topic, first, "--speed", "10", "--json"));
        assertEquals([imported.created, imported.records], [true, 4]);
        // From the first record to the last but one there is a second.
        assert(imported.seconds >= 0.1, `replayed in ${imported.seconds} s`);
        const { records } = JSON.parse(await run("export", topic, second, "--json"));
        assertEquals(records, 4);
        assertEquals(await Deno.readTextFile(second), await Deno.readTextFile(first));
        const piped = await run("export", topic);
        assertEquals(piped, await Deno.readTextFile(first));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  );

  Deno.test("words and flags that mean nothing to daily commands must be refused", async () => {
    const calls: [words: string, ...args: string[]][] = [
      ["did you mean create?", "topics", "crate", "x"],
      ["There is no flag --partition", "topics", "create", "x", "--partition", "1"],
      ['takes no "x"', "topics", "list", "x"],
      ["did you mean describe?", "groups", "descibe", "x"],
      ['takes no "x"', "groups", "list", "x"],
      ["Name one topic", "consume", "a", "b"],
      ["Name one topic", "export"],
      ["--speed is", "import", "a", "--speed", "0"],
      ["--to is earliest", "groups", "reset", "g", "--to", "soon"],
    ];
    for (const [words, ...args] of calls) await mustFail(2, words, ...args);
    await mustFail(1, "did you mean sampleOne?", "topics", "describe", "smapleOne");
    for (const task of ["topics", "groups", "consume", "produce", "export", "import"]) {
      assertStringIncludes(await run(task, "--help"), `Usage: deno task ${task}`);
    }
  });
}
