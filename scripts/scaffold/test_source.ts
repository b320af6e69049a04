/**
 * The test beside a new function, and the records that it is tested with.
 *
 * @module
 */
import type { NewFunction } from "./new_function.ts";

/** Records that fit the schema of the template. */
const RECORDS = [
  { key: "a", value: { id: "a", price: 2.5, amount: 4 } },
  { key: "b", value: { id: "b", price: 3, amount: 1 } },
];

/** The text of `records.json`: what the test and `deno task invoke` give the function. */
export function recordsSource(): string {
  return JSON.stringify(RECORDS);
}

/** The text of `function_test.ts`. */
export function testSource(wanted: NewFunction): string {
  const hasRecords = wanted.topics.length > 0;
  const tests = [
    hasRecords && recordTests(wanted),
    wanted.http && httpTest(wanted),
    wanted.schedule !== undefined && scheduleTest(wanted),
    hasRecords && brokersTest(wanted),
  ];
  return `${imports(wanted)}\n${tests.filter(Boolean).join("\n")}`;
}

function imports({ topics, http, schedule }: NewFunction): string {
  const hasRecords = topics.length > 0;
  const names = [
    (hasRecords || schedule !== undefined) && "invoke",
    http && "request",
    hasRecords && "startLab",
  ];
  return `import { assertEquals } from "@std/assert";
import { ${names.filter(Boolean).join(", ")} } from "@instigator/testing";
import definition from "./function.ts";
${hasRecords ? `import records from "./records.json" with { type: "json" };\n` : ""}`;
}

function recordTests({ name, output }: NewFunction): string {
  const outputs = output === undefined ? "" : `
  assertEquals(outputs.map(({ value }) => value), [
    { id: "a", total: 10 },
    { id: "b", total: 3 },
  ]);`;
  const taken = output === undefined ? "failures" : "outputs, failures";
  const does = output === undefined ? "takes every record" : "makes a total of every record";
  return `Deno.test("${name} ${does}", async () => {
  const { ${taken} } = await invoke(definition, records);${outputs}
  assertEquals(failures, []);
});

Deno.test("${name} refuses a record without a price", async () => {
  const { failures } = await invoke(definition, [{ key: "c", value: { id: "c", amount: 1 } }]);
  assertEquals(failures.map(({ index }) => index), [0]);
});
`;
}

function httpTest({ name, output }: NewFunction): string {
  if (output === undefined) {
    return `Deno.test("${name} says hello", async () => {
  const { response } = await request(definition, "/hello");
  assertEquals(await response.json(), { message: "Hello from ${name}" });
});
`;
  }
  return `Deno.test("${name} writes what is posted, and refuses what does not fit", async () => {
  const post = (value: unknown) =>
    request(definition, "/${output}", { method: "POST", body: JSON.stringify(value) });
  const good = await post({ id: "a", price: 2.5, amount: 4 });
  assertEquals([good.response.status, good.outputs.map(({ key }) => key)], [201, ["a"]]);
  const bad = await post({ id: "a" });
  assertEquals([bad.response.status, bad.outputs], [422, []]);
});
`;
}

function scheduleTest({ name, output }: NewFunction): string {
  const count = output === undefined ? 0 : 1;
  return `Deno.test("${name} runs on schedule", async () => {
  const { outputs } = await invoke(definition);
  assertEquals(outputs.length, ${count});
});
`;
}

function brokersTest({ name, topics, output }: NewFunction): string {
  const source = JSON.stringify(topics[0]);
  const made = output === undefined
    ? `await lab.run(import.meta.resolve("./function.ts"), { topics: { ${source}: source } });
  const [letter] = await lab.consume(\`\${source.name}.${name}.dlq\`, { count: 1 });
  assertEquals(letter.key, "c");`
    : `const output = await lab.topic();
  const topics = { ${source}: source, ${JSON.stringify(output)}: output };
  await lab.run(import.meta.resolve("./function.ts"), { topics });
  const written = await output.consume({ count: records.length });
  assertEquals(written.map(({ key }) => key), ["a", "b"]);`;
  const does = output === undefined ? "puts what it cannot take aside" : "works";
  const produced = output === undefined
    ? `[...records, { key: "c", value: { id: "c" } }]`
    : "records";
  return `// Three real brokers, in a few seconds: take \`.ignore\` away.
Deno.test.ignore("${name} ${does}, on three brokers", async () => {
  await using lab = await startLab();
  const source = await lab.topic();
  await source.produce(${produced});
  ${made}
});
`;
}
