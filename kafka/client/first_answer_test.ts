import { assertEquals, assertRejects } from "@std/assert";
import { firstAnswer } from "./first_answer.ts";

const options = { patienceMs: 5, isFinal: (error: unknown) => error === "final" };
const never = () => new Promise<string>(() => {});

Deno.test("firstAnswer() asks the next when one fails or hangs, and nobody after an answer", async () => {
  const asked: number[] = [];
  const asks = [never, () => Promise.reject("down"), () => Promise.resolve("b"), never]
    .map((ask, n) => () => {
      asked.push(n);
      return ask();
    });
  assertEquals(await firstAnswer(asks, options), "b");
  assertEquals(asked, [0, 1, 2]);
});

Deno.test("firstAnswer() takes the answer of one that it was impatient with", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const second = () => {
    resolve("late");
    return never();
  };
  assertEquals(await firstAnswer([() => promise, second], options), "late");
});

Deno.test("firstAnswer() fails when all have, or with an error that is an answer", async () => {
  const fail = (error: string) => () => Promise.reject(error);
  const all = await assertRejects(
    () => firstAnswer([fail("a"), fail("b")], options),
    AggregateError,
  );
  assertEquals(all.errors, ["a", "b"]);
  const final = await firstAnswer([fail("final"), fail("b")], options).catch((error) => error);
  assertEquals(final, "final");
});
