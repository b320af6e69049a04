import { defineFunction } from "@instigator/functions";

/** Passes on what it reads: the own function of a soak. */
export default defineFunction({
  port: 5090,
  trigger: { topics: ["in"] },
  input: "bytes",
  output: { topic: "out" },
  handle: (records) => records.map(({ key, value }) => ({ key, value })),
});
