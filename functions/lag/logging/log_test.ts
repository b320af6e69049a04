import { assertEquals } from "@std/assert";
import { Log, logLevel } from "./log.ts";

Deno.test("Log writes what is as grave as its level, or graver", () => {
  const lines: string[] = [];
  const log = new Log("warn", (line) => lines.push(line));
  const logAll = () => {
    log.debug("d");
    log.info("i");
    log.warn("w", { group: "g" });
    log.error("e");
  };
  logAll();
  log.level = "debug";
  logAll();
  log.level = "fatal";
  logAll();
  assertEquals(lines.map((line) => JSON.parse(line).msg).join(""), "wediwe");
  const { ts, ...first } = JSON.parse(lines[0]);
  assertEquals(first, { level: "warn", msg: "w", group: "g" });
  assertEquals(Math.abs(ts - Date.now() / 1000) < 60, true);
});

Deno.test("logLevel() knows Burrow's names of levels", () => {
  assertEquals(["INFO", "warning", "trace", "verbose", ""].map(logLevel), [
    "info",
    "warn",
    "debug",
    undefined,
    undefined,
  ]);
});
