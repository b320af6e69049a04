import { assertEquals } from "@std/assert";
import { Numbering } from "./numbering.ts";
import { RUN_HEADER, SEQUENCE_HEADER, TIME_HEADER } from "./stamp.ts";

const record = { key: "k", value: "v", partition: 0 };

Deno.test("Numbering puts a stamp behind a record's own headers, in the place of a foreign one", () => {
  const headers = [["a", "1"], [RUN_HEADER, "foreign"], ["a", "2"]] as const;
  const marked = new Numbering("run").mark({ ...record, headers }, 7);
  assertEquals(marked.headers, [
    ["a", "1"],
    ["a", "2"],
    [RUN_HEADER, "run"],
    [SEQUENCE_HEADER, "0"],
    [TIME_HEADER, "7"],
  ]);
});
