import { assertEquals } from "@std/assert";
import { cutText, cutToEncoded } from "./cut_text.ts";

Deno.test("cutText() cuts between letters, and says so", () => {
  assertEquals(cutText("abc", 3), "abc");
  assertEquals(cutText("abcd", 3), "abc…");
  assertEquals(cutText("ab😀d", 3), "ab…");
  assertEquals(cutText("ab😀d", 4), "ab😀…");
});

Deno.test("cutToEncoded() counts what a letter takes in a URL, and takes half a letter for none", () => {
  assertEquals(cutToEncoded("a b", 5), "a b");
  assertEquals(cutToEncoded("😀😀", 12 + 9), "😀…");
  assertEquals(cutToEncoded("x".repeat(4_000), 3_000).length, 3_000 - 9 + 1);
  assertEquals(cutToEncoded("\ud83d", 100), "\ufffd");
});
