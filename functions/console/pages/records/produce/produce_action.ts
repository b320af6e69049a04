/**
 * Producing records by the form.
 *
 * @module
 */
import { Problem } from "../../../../runtime/http/problems/problem.ts";
import type { Action } from "../../../web/action_route.ts";
import { count, formatCount } from "../../../web/text/format.ts";
import { path } from "../../../web/html.ts";
import type { Page } from "../../../web/page.tsx";
import type { Console } from "../../console.ts";
import { produceFields, recordsOf } from "./produce_fields.ts";
import { INTERNAL, PRODUCE } from "./produce_form.tsx";

/** Writes what the form says, and stays on its page. */
export function produceRecords({ cluster }: Console, page: Page): Action<typeof produceFields> {
  return {
    path: "/topics/:topic/records",
    form: PRODUCE,
    fields: produceFields,
    async act(fields, param) {
      const { name, internal } = await cluster.topic(param("topic"));
      if (internal) throw new Problem("invalid", `Cannot produce to ${name}. ${INTERNAL}`);
      const written = await cluster.produceAll(name, recordsOf(fields));
      const [{ partition, offset }] = written;
      return {
        message: written.length === 1
          ? `Written to partition ${partition} at offset ${formatCount(offset)}`
          : `${count(written.length, "record")} are written, the first one to partition ` +
            `${partition} at offset ${formatCount(offset)}`,
        made: written.map((one) => `${one.partition}:${one.offset}`),
      };
    },
    page,
    at: (param) => path("topics", param("topic"), "records"),
  };
}
