import { assert } from "@std/assert";
import * as kinds from "./error_kinds.ts";
import { KAFKA_ERRORS } from "./error_table.ts";

Deno.test("the kinds of errors name errors that there are", () => {
  const known = new Set([
    ...KAFKA_ERRORS.map(({ name }) => name),
    "UNREACHABLE",
    "UNKNOWN_PARTITION",
  ]);
  for (const [kind, names] of Object.entries(kinds)) {
    for (const name of names) assert(known.has(name), `${kind}: ${name}`);
  }
});
