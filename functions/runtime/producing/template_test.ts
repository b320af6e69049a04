import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { compileTemplate } from "./template.ts";

Deno.test("compileTemplate() fills in every placeholder", () => {
  const value = compileTemplate("{{seq}}|{{ key }}|{{random}}|{{time}}|{{uuid}}|{{seq}}");
  assertMatch(
    value({ seq: 3, key: "k" }),
    /^3\|k\|\d{1,6}\|\d{4}-\d\d-\d\dT[\d:.]+Z\|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\|3$/,
  );
});

Deno.test("compileTemplate() leaves other braces alone", () => {
  const json = `{"a": {"b": {{seq}}}, "c": "{}"}`;
  assertEquals(compileTemplate(json)({ seq: 1, key: "" }), `{"a": {"b": 1}, "c": "{}"}`);
  assertEquals(compileTemplate("")({ seq: 1, key: "" }), "");
});

Deno.test("compileTemplate() names the placeholder that there is none of", () => {
  for (const name of ["nope", "constructor", "toString"]) {
    const message = `has no placeholder {{${name}}}; there are seq, key`;
    assertThrows(() => compileTemplate(`a {{${name}}}`), Error, message);
  }
});
