import { assertEquals } from "@std/assert";
import { errorCodes } from "kafkajs/src/protocol/error.js";
import { KAFKA_ERRORS } from "./error_table.ts";

Deno.test("the table of errors has every code of Kafka 3.9 once, and every name", () => {
  const codes = KAFKA_ERRORS.map(({ code }) => code);
  assertEquals(codes, [-1, ...Array.from({ length: 127 }, (_, n) => n + 1)]);
  assertEquals(new Set(KAFKA_ERRORS.map(({ name }) => name)).size, codes.length);
});

Deno.test("the table of errors names them, and has them retried, as kafkajs does those it knows", () => {
  const theirs = errorCodes as { code: number; type: string; retriable: boolean }[];
  assertEquals(
    KAFKA_ERRORS.slice(0, theirs.length).map(({ code, name, retriable }) => (
      { code, name, retriable }
    )),
    theirs.map(({ code, type, retriable }) => ({ code, name: type, retriable })),
  );
});
