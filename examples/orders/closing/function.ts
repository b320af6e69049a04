import { defineFunction } from "@instigator/functions";

const DAY = 24 * 60 * 60 * 1000;

/** Says at midnight (UTC) which day's invoices are complete; one replica says it. */
export default defineFunction({
  port: 5013,
  description: "Closes the day's books",
  output: { topic: "closings" },
  schedule: "0 0 * * *",
  run({ log }) {
    const day = new Date(Date.now() - DAY).toISOString().slice(0, 10);
    log.info("closed", { day });
    return { key: day, value: { day } };
  },
});
