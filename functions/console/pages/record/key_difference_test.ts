import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { aRecord } from "../../testing/fake_cluster.ts";
import { setUp } from "../../testing/set_up.ts";

const PATH = "/topics/sampleOne/records/0/9";

/** The page of a record that has this value, when the one before it of its key had that. */
async function compared(before: string | undefined, now: string): Promise<string> {
  const { request, cluster } = setUp();
  const { browse } = cluster;
  cluster.browse = async (...args: unknown[]) => {
    const [, { from }] = args as [string, { from: unknown }];
    const found = from === "latest"
      ? before === undefined ? [] : [aRecord(before, { offset: 4 })]
      : [aRecord(now)];
    return { ...await browse(), records: found };
  };
  const { status, body } = await request(`${PATH}?compare=9`);
  assertEquals(status, 200, body);
  return body;
}

Deno.test("a record's page shows what it changed of the one before of its key", async () => {
  const body = await compared('{"a":1,"b":2}', '{"a":1,"b":3}');
  assertStringIncludes(body, '<a href="/topics/sampleOne/records/0/4">0:4</a>');
  assertStringIncludes(body, "<del>-   &quot;b&quot;: 2\n</del>");
  assertStringIncludes(body, "<ins>+   &quot;b&quot;: 3\n</ins>");
});

Deno.test("a record that changes nothing, and the first of its key, are told", async () => {
  assertStringIncludes(await compared('{"a":1}', '{"a":1}'), "values are the same");
  assertStringIncludes(await compared(undefined, "1"), "There is no record of this key before it");
});

Deno.test("lines that are far from a change are left out", async () => {
  const lines = (last: string) => [...Array(100).keys(), last].join("\n");
  const body = await compared(lines("old"), lines("new"));
  assertStringIncludes(body, "… 97 lines …");
  assert(!body.includes("  42\n"));
});
