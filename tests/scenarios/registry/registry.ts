import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { topology } from "../../../cluster/topology.ts";
import { Lab } from "../../lab.ts";
import { RestClient } from "../../clients/rest_client.ts";
import { ScratchTopics } from "../rest/scratch_topics.ts";
import { readBySchemas, READER, writeReader } from "./readers.ts";
import { refuseBySchemas, refuseWithout } from "./refusals.ts";

const AVRO = {
  type: "record",
  name: "Order",
  fields: [{ name: "id", type: "long" }, { name: "note", type: ["null", "string"] }],
};

/** By format: a schema, and values of it. */
const FORMATS = {
  avro: { schema: JSON.stringify(AVRO), values: [{ id: 1, note: { string: "é" } }] },
  // Apicurio knows a JSON Schema by its dialect.
  jsonschema: {
    schema: '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}',
    values: [{ id: 1.5 }],
  },
  protobuf: {
    schema: 'syntax = "proto3"; message Order { int64 id = 1; string note = 2; }',
    values: [{ id: "1", note: "é" }],
  },
};

/** What a lab with a schema registry must do. On a lab of its own, as the others have none. */
export function registryScenarios(): void {
  Deno.test("a lab must get a schema registry when it is asked for, and rest speak through it", async (test) => {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "instigator-own-" }));
    writeReader(folder);
    const lab = new Lab({ env: { INSTIGATOR_FUNCTIONS: folder } });
    const { registry: [node] } = topology(lab.settings.offset, { registry: true });
    const rest = new RestClient(lab.url("rest"));
    const running = async () => {
      const { stdout } = await lab.task("status", "--json");
      return JSON.parse(stdout).nodes.find(({ name }: { name: string }) => name === "registry");
    };

    // Without it first: it comes to a lab that is up.
    assertEquals((await lab.task("up", "rest", "--engine", "native")).code, 0);
    await test.step("without one the formats must be refused, with the way out", async () => {
      const { message } = await rest.ask<{ message: string }>("POST", "/topics/t", {}, 422, "avro");
      assertStringIncludes(message, "up --with registry");
    });

    const { code, stderr } = await lab.task("up", "registry", "rest", "console", READER);
    assertEquals(code, 0, stderr);
    assertEquals((await running()).state, "up");

    for (const [format, { schema, values }] of Object.entries(FORMATS)) {
      await test.step(`${format} must come out as it went in`, async () => {
        await using topics = new ScratchTopics(lab.brokers);
        const topic = await topics.create();
        const records = values.map((value) => ({ key: null, value }));
        const body = { value_schema: schema, records };
        const { value_schema_id } = await rest.ask<{ value_schema_id: number }>(
          ...["POST", `/topics/${topic}`, body, 200, format] as const,
        );
        await rest.ask("POST", `/topics/${topic}`, { value_schema_id, records }, 200, format);
        await using instance = await rest.instance(`g-${topic}`, { format });
        await instance.tell("/subscription", { topics: [topic] });
        const found = await instance.records(2);
        assertEquals(found.map(({ value }) => value), [...values, ...values]);
      });
    }

    await test.step("rest must refuse what is of no schema", async () => {
      await using topics = new ScratchTopics(lab.brokers);
      await refuseBySchemas(rest, await topics.create());
    });
    await readBySchemas(test, lab, rest);

    await test.step("it must be a node like the others, whose schemas outlive it", async () => {
      const before = await subjects(node.port);
      assert(before.length >= Object.keys(FORMATS).length, before.join());
      assertEquals((await lab.task("stop", "registry", "--kill")).code, 0);
      assertEquals((await running()).state, "stopped");
      await refuseWithout(rest, "sampleOne");
      assertEquals((await lab.task("start", "registry")).code, 0);
      assertEquals((await running()).port, node.port);
      // It is ready when it has read its topic again.
      assertEquals((await subjects(node.port)).sort(), before.sort());
    });
    // At a clean stop it would write a cache of its classes, which takes its time.
    await lab.task("stop", "registry", "--kill");
    await lab.remove();
    await Deno.remove(folder, { recursive: true });
  });
}

async function subjects(port: number): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:${port}/apis/ccompat/v7/subjects`);
  return await response.json();
}
