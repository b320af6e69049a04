import { assertEquals } from "@std/assert";
import { affordable, htmlCost } from "./html_cost.ts";
import { markUnseen } from "./text/unseen.ts";

Deno.test("htmlCost() is never less than what a page takes", () => {
  const entities = { '"': "&quot;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;" };
  for (let code = 0; code <= 0xffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const text = String.fromCodePoint(code);
    const html = markUnseen(entities[text as keyof typeof entities] ?? text);
    const bytes = new TextEncoder().encode(html).length;
    assertEquals(htmlCost(text) >= bytes, true, `U+${code.toString(16)} takes ${bytes}`);
  }
});

Deno.test("affordable() cuts between letters", () => {
  assertEquals([affordable("abc", 2), affordable("abc", 9)], [2, 3]);
  assertEquals([affordable("a😀b", 6), affordable("a😀b", 7)], [1, 3]);
});
