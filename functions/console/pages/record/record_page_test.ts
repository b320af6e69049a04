import { assertEquals, assertStringIncludes } from "@std/assert";
import { aRecord } from "../../testing/fake_cluster.ts";
import { FakeRegistry } from "../../../runtime/schemas/testing/fake_registry.ts";
import { frame } from "../../../runtime/schemas/wire_format.ts";
import { setUp } from "../../testing/set_up.ts";
import { parseRecordJson } from "../../../../kafka/record/record_json.ts";

const PATH = "/topics/sampleOne/records/0/9";
const encode = (text: string) => new TextEncoder().encode(text);
const unseen = (code: string) => `<span class="unseen">⟨U+${code}⟩</span>`;

Deno.test("a list of records shows their beginnings, and links to each", async () => {
  const { request, cluster } = setUp();
  cluster.records = [
    aRecord('{"n":1}'),
    aRecord(null, { offset: 8 }),
    aRecord("", { key: null, offset: 7 }),
    aRecord("a\u2066b", { key: encode("\u202e4321"), timestamp: 1_700_000_000_000_000_000 }),
  ];
  const { body } = await request("/topics/sampleOne/records");
  for (const shown of ["{&quot;n&quot;:1}", "<i>tombstone</i>", "<i>no key</i>", "empty value"]) {
    assertStringIncludes(body, shown);
  }
  assertStringIncludes(body, `href="${PATH}"`);
  assertStringIncludes(body, `${unseen("202E")}4321`);
  assertStringIncludes(body, `a${unseen("2066")}b`);
  assertStringIncludes(body, "1700000000000000000");
});

Deno.test("a value of a schema is shown as JSON, with the schema", async () => {
  await using registry = new FakeRegistry();
  const id = registry.register("sampleOne-value", {
    schema: '{"type":"record","name":"Order","fields":[{"name":"id","type":"int"}]}',
  });
  const { request, cluster } = setUp({ registryUrl: registry.url });
  cluster.records = [{ ...aRecord(null), value: frame(id, new Uint8Array([2])) }];
  for (const path of [PATH, `${PATH}/parts`]) {
    const { body } = await request(path);
    assertStringIncludes(body, '<span class="json-key">&quot;id&quot;</span>');
    assertStringIncludes(body, `<a href="/schemas/${id}">schema ${id}</a>`);
    assertStringIncludes(body, "version 1 of sampleOne-value");
  }
  assertStringIncludes((await request(`/schemas/${id}`)).body, "&quot;Order&quot;");
  assertEquals((await request("/schemas/99")).status, 404);
});

Deno.test("a record is shown with its headers, as they are, and marks for what cannot be seen", async () => {
  const { request, cluster } = setUp();
  const headers: [string, Uint8Array | null][] = [
    ["h", null],
    ["h", encode("null")],
    ["constructor", new Uint8Array()],
    ["b", new Uint8Array([0xc3, 0x28])],
    ["b", encode("c3 28")],
    ["x\u202ey", encode("\u0000")],
  ];
  cluster.records = [aRecord('{"n":1}', { headers })];
  for (const path of [PATH, `${PATH}/parts`]) {
    const { body } = await request(path);
    assertStringIncludes(body, '<span class="json-key">&quot;n&quot;</span>');
    const shown = [
      "<code>h</code>: <i>null</i>",
      '<code>h</code>: <code class="value">null</code>',
      "<code>constructor</code>: <i>empty</i>",
      '<code>b</code>: <i class="encoding">hexadecimal</i><code class="value">c3 28</code>',
      '<code>b</code>: <code class="value">c3 28</code>',
      `<code>x${unseen("202E")}y</code>: <code class="value">${unseen("0000")}</code>`,
    ];
    assertEquals(
      body.slice(body.indexOf("<dt>Headers</dt>")).match(/<div>.*?<\/div>/g),
      shown.map((line) => `<div>${line}</div>`),
    );
  }
});

/** What has made pages large: length, depth, what must be escaped or marked, and many headers. */
const HEAVY: Record<string, string> = {
  long: "x".repeat(1_000_000),
  deep: "[".repeat(100) + "1,".repeat(2_400) + "1" + "]".repeat(100),
  numbers: `[${"1,".repeat(300_000)}1]`,
  quotes: '"'.repeat(500_000),
  unseen: "\u0000\u202e".repeat(200_000),
};

for (const [kind, value] of Object.entries(HEAVY)) {
  Deno.test(`no page is large because of records that are heavy: ${kind}`, async () => {
    const { request, cluster } = setUp();
    const headers = Array.from(
      { length: 1_000 },
      (_, n): [string, Uint8Array] => [`h${n}${value.slice(0, 500)}`, encode(value.slice(0, 500))],
    );
    cluster.records = Array.from(
      { length: 200 },
      (_, n) => aRecord(value, { offset: 200 - n, headers, key: encode(value) }),
    );
    for (const path of ["", "/7", "/7?form=text", "/7?form=hex", "/7?form=base64", "/7/parts"]) {
      const { body } = await request(`/topics/sampleOne/records${path.replace(/^\/7/, "/0/7")}`);
      const bytes = encode(body).length;
      assertEquals(bytes <= 300_000, true, `${path} takes ${bytes} bytes`);
    }
  });
}

Deno.test("all of a large value is reached, part by part", async () => {
  const { request, cluster } = setUp();
  const value = Array.from({ length: 60_000 }, (_, n) => `line ${n}\n`).join("");
  cluster.records = [aRecord(value)];
  let [text, next] = ["", PATH];
  for (let parts = 0; next !== "" && parts < 50; parts++) {
    const { body } = await request(next);
    text += /<pre class="text"[^>]*aria-label="Value">([^<]*)<\/pre>/.exec(body)![1];
    next = /href="([^"#]*)#value">Next part/.exec(body)?.[1].replaceAll("&amp;", "&") ?? "";
  }
  assertEquals(text.length, value.length);
});

Deno.test("a record's parts are downloaded to the byte, and its JSON is read back", async () => {
  const { app, cluster } = setUp();
  const record = aRecord("a'b", { key: new Uint8Array([255, 0]), headers: [["h", null]] });
  cluster.records = [record];
  const file = (name: string) =>
    app.request(`http://localhost:5002${PATH}/files/${name}`, {
      headers: { host: "localhost:5002" },
    });
  assertEquals([...await (await file("key")).bytes()], [255, 0]);
  const json = await file("json");
  assertEquals(json.headers.get("content-disposition")?.startsWith("attachment"), true);
  const { key, value, headers, partition } = parseRecordJson(await json.text());
  assertEquals([[...key!], `${value}`, headers, partition], [[255, 0], "a'b", [["h", null]], 0]);
  assertStringIncludes(await (await file("curl")).text(), '"key":"/wA="');
  assertEquals((await file("nothing")).status, 404);
  cluster.records = [aRecord(null)];
  assertEquals((await file("value")).status, 404);
});

Deno.test("a record that is not there says so", async () => {
  const { request } = setUp();
  const { status, body } = await request("/topics/sampleOne/records/0/3");
  assertEquals(status, 404);
  assertStringIncludes(body, "it was deleted or compacted away, or is yet to come");
});
