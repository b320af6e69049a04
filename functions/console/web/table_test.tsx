import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Column, Table } from "./table.tsx";

const COLUMNS: Column<number>[] = [
  { label: "Number", cell: (n) => n },
  { label: "Even", folds: true, cell: (n) => n % 2 === 0 ? "yes" : "no" },
  { label: "Same", cell: () => "same" },
];

const table = (rows: number[]) =>
  `${<Table caption="Numbers" columns={COLUMNS} rows={rows} empty="none" />}`;

Deno.test("a column that says the same for all rows is said once", () => {
  const html = table([2, 4, 6]);
  assertStringIncludes(html, "The same for all:");
  assertStringIncludes(html, '<span class="muted">Even</span> yes');
  assertEquals(html.match(/data-label="Even"/g), null);
  assertEquals(html.match(/data-label="Same"/g)?.length, 3);
});

Deno.test("a column that tells rows apart stays, and so do all of a few rows", () => {
  for (const rows of [[2, 4, 5], [2, 4]]) {
    assert(!table(rows).includes("The same for all"));
    assertEquals(table(rows).match(/data-label="Even"/g)?.length, rows.length);
  }
});
