import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Turn } from "../../in_turns.ts";
import { isEmbeddableJson } from "./json_check.ts";
import { embeddableJson } from "./json_text.ts";

const isJson = (text: string) => embeddableJson(text) !== undefined;

Deno.test("isEmbeddableJson() takes what embeddableJson() takes", async () => {
  const texts = [
    ...['{"a":1,"b":[true,false,null]}', " [ ] ", "\n{ }\t", '"\\u00e9\\n"', "-0.5e+7", "0"],
    ...["", " ", "[", "]", "[]]", "[,]", "[1,]", "[1 2]", "{,}", '{"a"}', '{"a":}', '{"a":1,}'],
    ...[
      '{"a":1 "b":2}',
      "{1:2}",
      "{:1}",
      '{"a":1,:2}',
      '"',
      '"\\"',
      '"\\x"',
      '"\n"',
      "01",
      "1.",
      ".5",
      "+1",
      "1e",
      "-",
    ],
    ...[
      "truer",
      "nul",
      "NaN",
      "[1}",
      '{"a":[}',
      "\ufeff1",
      "\u00a01",
      '["a"b]',
      '{"a" :\r1}',
      "1 1",
    ],
    ...["[".repeat(100) + "]".repeat(100), "[".repeat(101) + "]".repeat(101), "[".repeat(100_000)],
  ];
  for (const text of texts) {
    assertEquals(await isEmbeddableJson(text), isJson(text), text.slice(0, 50));
  }
  await fc.assert(fc.asyncProperty(fc.json(), fc.nat(), fc.nat(3), async (json, place, length) => {
    assertEquals(await isEmbeddableJson(json), true);
    const at = place % (json.length + 1);
    const broken = json.slice(0, at) + json.slice(at + length);
    assertEquals(await isEmbeddableJson(broken), isJson(broken));
  }));
  const tokens = fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", " ", "null"));
  await fc.assert(fc.asyncProperty(tokens, async (tokens) => {
    const text = tokens.join("");
    assertEquals(await isEmbeddableJson(text), isJson(text));
  }));
});

Deno.test("isEmbeddableJson() lets others have their turns", async () => {
  const looking = isEmbeddableJson(`[${"1,".repeat(4_000_000)}1]`);
  let isDone = false;
  let turns = 0;
  looking.then(() => isDone = true);
  for (const turn = new Turn(); !isDone; turns++) await turn.pass();
  assertEquals(await looking, true);
  assert(turns > 1, `${turns}`);
});
