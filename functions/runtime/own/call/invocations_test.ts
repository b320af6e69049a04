import { assertEquals } from "@std/assert";
import { Log } from "../../log/log.ts";
import { Invocations } from "./invocations.ts";

function setUp() {
  const lines: Record<string, unknown>[] = [];
  const log = new Log({
    name: "billing",
    level: "info",
    pretty: false,
    write: (_level, line) => lines.push(JSON.parse(line)),
  });
  return { invocations: new Invocations(log), lines };
}

Deno.test("the last calls are kept, the newest first", () => {
  const { invocations, lines } = setUp();
  for (let records = 1; records <= 120; records++) {
    const error = records === 120 ? new TypeError("no") : undefined;
    invocations.add({ records, ms: 0.1234, outputs: 0, failures: 0, error });
  }
  const { last, count } = invocations;
  assertEquals([count, last.length, last[0].records, last[49].records], [120, 50, 120, 71]);
  assertEquals([last[0].error, last[1].error, last[0].ms], ["TypeError: no", null, 0.12]);
  invocations.flush();
  assertEquals(lines.every(({ message }) => message === "invocation"), true);
});

Deno.test("many calls have few lines, which leave out none of them", () => {
  const { invocations, lines } = setUp();
  for (let i = 0; i < 1_000; i++) {
    invocations.add({ records: 2, ms: 1, outputs: 3, failures: 1 });
  }
  invocations.flush();
  // A second may have ended meanwhile.
  assertEquals(lines.length <= 41, true, `${lines.length} lines`);
  const sum = (name: string) => lines.reduce((all, line) => all + Number(line[name] ?? 1), 0);
  assertEquals([sum("calls"), sum("records"), sum("outputs"), sum("failures")], [
    ...[1_000, 2_000, 3_000, 1_000],
  ]);
});
