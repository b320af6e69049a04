import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseRecordJson } from "../../../../kafka/record/record_json.ts";
import { aRecord } from "../../testing/fake_cluster.ts";
import { setUp } from "../../testing/set_up.ts";

Deno.test("a condition that is none says why, at its field", async () => {
  const { request } = setUp();
  const { status, body } = await request("/topics/sampleOne/records?where=value.city+%3D%3D");
  assertEquals(status, 200);
  assertStringIncludes(body, "Condition (CEL) is no condition: ");
  assertStringIncludes(body, 'value="value.city =="');
});

Deno.test("fields of records are suggested, are columns, and lead to conditions", async () => {
  const { request, cluster } = setUp();
  cluster.records = [aRecord('{"city":"Lagos","customer":{"first name":"<Ada>"}}'), aRecord("x")];
  const { body } = await request("/topics/sampleOne/records?column=value.city&column=nonsense(");
  assertStringIncludes(body, '<option value="value.city == &quot;Lagos&quot;"></option>');
  assertStringIncludes(body, '<span class="muted">value.city</span> Lagos');
  assertStringIncludes(body, '<span class="muted">value.city</span> –');
  const parts = (await request("/topics/sampleOne/records/0/9/parts")).body;
  assertStringIncludes(parts, "value.customer[&quot;first name&quot;] == &quot;&lt;Ada&gt;&quot;");
  assertStringIncludes(parts, "?column=value.city");
});

Deno.test("what is found is downloaded as lines of JSON that are read back, and as CSV", async () => {
  const { request, cluster } = setUp();
  cluster.records = [
    aRecord('a "b"\n', { offset: 3, headers: [["h", null]] }),
    aRecord(null, { offset: 4, key: new Uint8Array([255]) }),
    aRecord("written meanwhile", { offset: 12 }),
  ];
  const { body, headers } = await request("/topics/sampleOne/records.jsonl?value=a");
  assertStringIncludes(headers.get("content-disposition")!, 'filename="sampleOne.jsonl"');
  const [one, two, ...rest] = body.trimEnd().split("\n").map(parseRecordJson);
  assertEquals([`${one.value}`, one.headers, one.timestamp], [
    'a "b"\n',
    [["h", null]],
    1763830000000,
  ]);
  assertEquals([[...two.key!], two.value, two.partition, rest], [[255], null, 0, []]);
  const csv = (await request("/topics/sampleOne/records.csv")).body.split("\r\n");
  assertEquals(csv, [
    "topic,partition,offset,time,key,value,headers",
    'sampleOne,0,3,2025-11-22T16:46:40.000Z,testOne,"a ""b""\n","{""h"":null}"',
    "sampleOne,0,4,2025-11-22T16:46:40.000Z,base64:/w==,,",
    "",
  ]);
});
