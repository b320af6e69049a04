import { assert } from "@std/assert";
import { nowMicros } from "./now_micros.ts";

Deno.test("nowMicros() stays within the wall clock's millisecond", () => {
  for (let i = 0; i < 1000; i++) {
    const before = Date.now();
    const now = nowMicros();
    assert(now >= before * 1000 && now < (Date.now() + 1) * 1000, `${before} ${now}`);
    assert(Number.isSafeInteger(now));
  }
});
