import { assertEquals } from "@std/assert";
import type { RestClient } from "../../clients/rest_client.ts";

/** What rest refuses by its registry, with the codes of REST Proxy v2. */
export async function refuseBySchemas(rest: RestClient, topic: string): Promise<void> {
  const fields = [{ name: "id", type: "long" }];
  const schema = JSON.stringify({ type: "record", name: "Order", fields });
  const records = [{ value: { id: 1 } }];
  const cases: [body: object, status: number, code: number, format?: string][] = [
    [{ value_schema: schema, records: [{ key: "k", value: { id: 1 } }] }, 422, 42201],
    [{ records }, 422, 42202],
    [{ value_schema: schema, records: [{ value: { id: "x" } }] }, 422, 42203],
    [{ value_schema: "{", records }, 422, 42205],
    [{ value_schema: "{", records }, 422, 42205, "jsonschema"],
    [{ value_schema: "message {", records }, 422, 42205, "protobuf"],
    [{ value_schema_id: 987_654, records }, 408, 40801],
  ];
  for (const [body, status, code, format = "avro"] of cases) {
    assertEquals(await refusal(rest, topic, body, status, format), code, JSON.stringify(body));
  }
}

/** What rest refuses while its registry does not answer. */
export async function refuseWithout(rest: RestClient, topic: string): Promise<void> {
  const body = { value_schema: '"int"', records: [{ value: 1 }] };
  assertEquals(await refusal(rest, topic, body, 408, "avro"), 40801);
}

async function refusal(
  ...[rest, topic, body, status, format]: [RestClient, string, object, number, string]
): Promise<number> {
  const path = `/topics/${topic}`;
  const { error_code } = await rest.ask<{ error_code: number }>(
    ...["POST", path, body, status, format] as const,
  );
  return error_code;
}
