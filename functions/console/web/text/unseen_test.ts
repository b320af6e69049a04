import { assertEquals } from "@std/assert";
import { markUnseen, nameText } from "./unseen.ts";

const marked = (code: string) => `<span class="unseen">⟨U+${code}⟩</span>`;

Deno.test("markUnseen() marks what turns text around, controls, and what has no width", () => {
  const cases: [string, string][] = [
    ["<b>a\u202eb</b>", `<b>a${marked("202E")}b</b>`],
    ["<p>\0\x1b[2J</p>", `<p>${marked("0000")}${marked("001B")}[2J</p>`],
    ["\u2066x\u2069", `${marked("2066")}x${marked("2069")}`],
    ["\ufeffx\u{e0041}", `${marked("FEFF")}x${marked("E0041")}`],
    ["a\u200db", `a${marked("200D")}b`],
    ["a\r\nb", `a${marked("000D")}\nb`],
  ];
  for (const [html, shown] of cases) assertEquals(markUnseen(html), shown);
});

Deno.test("markUnseen() leaves lines, letters that are joined, and text from right to left", () => {
  const html = "<pre>a\n\tb 👨‍👩‍👧 می‌خواهم שלום é</pre>";
  assertEquals(markUnseen(html), html);
});

Deno.test("markUnseen() leaves tags and fields of forms, and puts no tag where none can be", () => {
  const field = '<input value="a\u202eb"/><textarea name="v">\na\u202eb</textarea>';
  assertEquals(markUnseen(field), field);
  assertEquals(markUnseen("<title>a\u202eb · x</title>"), "<title>a⟨U+202E⟩b · x</title>");
  const option = '<option value="\u202e">\u202e</option>';
  assertEquals(markUnseen(option), '<option value="\u202e">⟨U+202E⟩</option>');
});

Deno.test("nameText() is one line", () => {
  assertEquals(nameText("a\nb\t\u202ec"), "a⟨U+000A⟩b⟨U+0009⟩⟨U+202E⟩c");
});
