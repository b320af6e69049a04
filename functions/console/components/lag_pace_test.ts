import { assertEquals } from "@std/assert";
import { behindText, TimeToClear } from "./lag_pace.tsx";

Deno.test("behindText() says since when the oldest unread record waits, and how sure that is", () => {
  assertEquals(behindText(undefined), "–");
  assertEquals(behindText({ secondsBehind: 0, isAtLeast: false }), "0s");
  assertEquals(behindText({ secondsBehind: 0.2, isAtLeast: false }), "1s");
  assertEquals(behindText({ secondsBehind: 310, isAtLeast: true }), "> 5m 10s");
});

Deno.test("TimeToClear() tells lag that falls from lag that stands and lag that grows", () => {
  const text = (secondsToClear: number | undefined, growth: number) =>
    `${TimeToClear({ pace: { secondsBehind: 1, isAtLeast: false, growth, secondsToClear } })}`
      .replaceAll(/<[^>]*>/g, "");
  assertEquals(text(undefined, 0), "–");
  assertEquals(text(0, 0), "0s");
  assertEquals(text(125, -3), "2m 5s");
  assertEquals(text(Infinity, 0), "stands still");
  assertEquals(text(Infinity, 2.5), "grows by 2.5/s");
});
