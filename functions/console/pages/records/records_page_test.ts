import { assertEquals, assertStringIncludes } from "@std/assert";
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
