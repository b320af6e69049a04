import { RUN } from "../../runtime/trigger/control/trigger_examples.ts";
import type { MessageView } from "./message_view.ts";

/** A message, as the API reference shows it. */
export const MESSAGE: MessageView = {
  topic: "sampleOne",
  partition: 0,
  offset: 1199,
  timestamp: "2025-11-22T17:13:20.123Z",
  key: "testOne",
  keyEncoding: "text",
  value: "random number 417",
  encoding: "text",
  headers: {
    "instigator-run": RUN,
    "instigator-seq": "1199",
    "instigator-time": "1763831600123000",
  },
};
