import { assertEquals } from "@std/assert";
import { Problem } from "../../http/problems/problem.ts";
import { Log } from "../../log/log.ts";
import { OutputTopic } from "./output_topic.ts";

Deno.test("a topic that is not there is told once, until it is", async () => {
  const lines: string[] = [];
  const write = (_level: string, line: string) => void lines.push(JSON.parse(line).message);
  const log = new Log({ name: "f", level: "info", pretty: false, write });
  const ending = new AbortController();
  const topic = new OutputTopic("invoices");
  const missing = { find: () => Promise.reject(new Problem("noTopic", "none")) };
  const looking = topic.look(missing, log, ending.signal);
  while (topic.trouble === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(lines, ["Cannot write to invoices: there is no such topic; create it"]);
  ending.abort();
  await looking;
  await topic.look({ find: () => Promise.resolve(1) }, log, new AbortController().signal);
  assertEquals([topic.trouble, lines.length], [undefined, 1]);
});
