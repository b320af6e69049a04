import { assertEquals, assertRejects } from "@std/assert";
import { freePort } from "../cluster/process/ports/free_port.ts";
import { eventually } from "./lab.ts";

Deno.test("eventually() takes what is not so yet for what may become so", async () => {
  let asked = 0;
  const answers = [
    () => undefined,
    () => false as const,
    () => {
      throw new Error("not ready");
    },
    () => fetch(`http://127.0.0.1:${freePort()}/`).then(() => undefined),
    () => "so",
  ];
  assertEquals(await eventually("it is so", () => answers[asked++]()), "so");
});

Deno.test("eventually() lets errors of the test's own code through at once", async () => {
  let asked = 0;
  const wrong = () => {
    asked++;
    return (undefined as unknown as { length: number }).length > 0;
  };
  await assertRejects(() => eventually("it is so", wrong), TypeError);
  assertEquals(asked, 1);
});

Deno.test("eventually() says what never came true, and why last", async () => {
  const refuse = () => Promise.reject(new Error("no broker"));
  await assertRejects(() => eventually("it is so", refuse, 0), Error, "it is so (no broker)");
});
