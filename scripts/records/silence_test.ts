import { assertEquals } from "@std/assert";
import { Silence } from "./silence.ts";

/** Settles when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
}

Deno.test("Silence tells once that somebody waits, also behind records, and ends what lasts too long", async () => {
  let told = 0;
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const waiting = () => {
    told++;
    resolve();
  };
  using silence = new Silence({ waiting, momentMs: 1, timeoutMs: 20 });
  await first;
  silence.broken();
  assertEquals([told, silence.signal.aborted], [1, false]);
  await aborted(silence.signal);
  assertEquals(told, 1);
});

Deno.test("Silence that is disposed of says nothing more", async () => {
  let told = 0;
  {
    using _ = new Silence({ waiting: () => told++, momentMs: 1, timeoutMs: 1 });
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(told, 0);
});
