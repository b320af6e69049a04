import { assertEquals } from "@std/assert";
import { list } from "./list.tsx";

const ROWS = Array.from({ length: 120 }, (_, n) => ({ name: `topic-${n}`, size: n % 7 }));

function ask(query: string) {
  return list(new URLSearchParams(query), {
    rows: ROWS,
    text: ({ name }) => name,
    orders: { name: ({ name }) => name, size: ({ size }) => size },
    order: "name",
  });
}

Deno.test("list() filters without regard to case", () => {
  const { rows, total } = ask("q=TOPIC-11");
  assertEquals([total, rows[0].name], [11, "topic-11"]);
});

Deno.test("list() sorts by what there is to sort by", () => {
  assertEquals(ask("sort=size&order=desc").rows[0].size, 6);
  assertEquals(ask("sort=size").rows[0].size, 0);
  assertEquals(ask("sort=constructor").sorting.by, "name");
});

Deno.test("list() keeps the page within the pages there are", () => {
  assertEquals(
    ["", "page=3", "page=99", "page=-1", "page=x", "q=nothing"].map((query) => {
      const { page, pages, rows } = ask(query);
      return [page, pages, rows.length];
    }),
    [[1, 3, 50], [3, 3, 20], [3, 3, 20], [1, 3, 50], [1, 3, 50], [1, 1, 0]],
  );
});
