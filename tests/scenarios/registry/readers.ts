import { assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { Lab } from "../../lab.ts";
import type { RestClient } from "../../clients/rest_client.ts";

/** A user's function whose input is a subject, and its topics. */
export const READER = "subject-reader";
const [SOURCE, OUTPUT] = ["subject-orders", "subject-totals"];

const DEFINITION = `import { defineFunction } from "@instigator/functions";

export default defineFunction({
  port: 5018,
  trigger: { topics: ["${SOURCE}"], from: "earliest" },
  input: { subject: "${SOURCE}-value" },
  output: { topic: "${OUTPUT}" },
  each: ({ value }) => ({ key: null, value: { read: value } }),
});
`;

/** Writes the function into a folder of users' functions. */
export function writeReader(folder: string): void {
  const topics = [SOURCE, OUTPUT].map((name) => ({ name, partitions: 1, replicationFactor: 3 }));
  Deno.mkdirSync(join(folder, READER));
  Deno.writeTextFileSync(join(folder, READER, "function.ts"), DEFINITION);
  Deno.writeTextFileSync(join(folder, READER, "topics.json"), JSON.stringify({ topics }));
}

/** Who reads by the schemas that records name: an own function, and the console. */
export async function readBySchemas(test: Deno.TestContext, lab: Lab, rest: RestClient) {
  const type = {
    type: "record",
    name: "Total",
    fields: [{ name: "note", type: ["null", "string"] }, { name: "sum", type: "double" }],
  };
  const value = { note: { string: "é" }, sum: 12.5 };
  const { value_schema_id: id } = await rest.ask<{ value_schema_id: number }>(
    "POST",
    `/topics/${SOURCE}`,
    { value_schema: JSON.stringify(type), records: [{ value }] },
    200,
    "avro",
  );

  await test.step("a function must get a subject's values as JSON, and put away what is none", async () => {
    await rest.produce(SOURCE, "text", [{ value: "of no schema" }]);
    await lab.consumed(OUTPUT, `{"read":${JSON.stringify(value)}}`);
    await lab.consumed(`${SOURCE}.${READER}.dlq`, "of no schema");
  });

  await test.step("the console must show such a record as JSON, and its schema", async () => {
    const page = async (path: string) => await (await fetch(lab.url("console", path))).text();
    const record = await page(`/topics/${SOURCE}/records/0/0`);
    assertStringIncludes(record, '<span class="json-key">&quot;sum&quot;</span>');
    assertStringIncludes(record, `<a href="/schemas/${id}">schema ${id}</a>`);
    assertStringIncludes(record, `version 1 of ${SOURCE}-value`);
    assertStringIncludes(await page(`/schemas/${id}`), "&quot;Total&quot;");
  });
}
