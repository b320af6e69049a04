import { assertEquals } from "@std/assert";
import { path, pathPart } from "./html.ts";

const NAMES = [
  ...["orders", ".", "..", "...", "~", "~..", "~~.", "", "a/b", "a b", "a\nb", "a%2Fb", "%", "?#"],
  ...["größe", "😀", "\u202e", "constructor", "-", "~a"],
];

Deno.test("path() keeps any name through a URL, each another", () => {
  const urls = NAMES.map((name) => new URL(path("groups", name, "reset"), "http://localhost").href);
  assertEquals(new Set(urls).size, NAMES.length);
  for (const [index, url] of urls.entries()) {
    const [, groups, part, reset] = new URL(url).pathname.split("/");
    assertEquals([groups, reset], ["groups", "reset"]);
    assertEquals(pathPart(decodeURIComponent(part)), NAMES[index]);
  }
});
