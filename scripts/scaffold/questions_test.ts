import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../cli/invocation/command.ts";
import { complete } from "./questions.ts";

const NOTHING = { topics: [], http: false };

/** A user who gives these answers, one after the other. */
function user(...answers: string[]) {
  const asked: string[] = [];
  return {
    asked,
    isTerminal: () => true,
    ask(question: string) {
      asked.push(question);
      return answers[asked.length - 1] ?? null;
    },
  };
}

Deno.test("complete() asks nothing where all is said", () => {
  const nobody = { isTerminal: () => false, ask: () => null };
  const wishes = { ...NOTHING, name: "orders", topics: ["orders"] };
  assertEquals(complete(wishes, nobody), wishes);
});

Deno.test("complete() asks on a terminal for what is missing", () => {
  const records = user("orders\n", "orders, returns\n", "\n");
  assertEquals(complete(NOTHING, records), {
    ...{ name: "orders", topics: ["orders", "returns"], output: undefined, http: false },
  });
  const cron = user("\n", "*/5 * * * *\n");
  assertEquals(complete({ ...NOTHING, name: "report" }, cron), {
    ...{ name: "report", topics: [], http: false, schedule: "*/5 * * * *" },
  });
  const http = complete({ ...NOTHING, name: "hook" }, user("\n", "\n"));
  assertEquals([http.http, http.schedule], [true, undefined]);
});

Deno.test("complete() names the flags where nobody can be asked", () => {
  const nobody = { isTerminal: () => false, ask: () => null };
  assertThrows(() => complete(NOTHING, nobody), UsageError, "say its name");
  assertThrows(
    () => complete({ ...NOTHING, name: "a" }, nobody),
    UsageError,
    "--topic, --http or --schedule",
  );
});
