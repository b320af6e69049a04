/**
 * What can be done to several topics: each is confirmed by their number.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { parseConfigValue } from "../../../../kafka/admin/topics/config_text.ts";
import { isTopicName } from "../../../../kafka/names.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { asProblem } from "../../../runtime/http/problems/kafka_problem.ts";
import type { Action } from "../../web/action_route.ts";
import { confirmed, ConfirmField } from "../../web/forms/confirm.tsx";
import { Field, FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { text } from "../../web/forms/form_fields.ts";
import { count } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";

const NAMES = { error: "must be the names of topics, parted by commas" };

const topics = z.string(NAMES).transform((given) => given.split(","))
  .refine((names) => names.every(isTopicName), NAMES);

const confirmedFields = z.object({ topics, confirm: z.string().optional() });
const settingFields = z.object({ topics, name: text, value: z.string().optional() });

/** The forms of a selection. */
export function DeedForms(
  { topics, state }: { topics: readonly string[]; state?: FormState },
): Html {
  const what = count(topics.length, "topic");
  const names = <input type="hidden" name="topics" value={topics.join(",")} />;
  return (
    <div class="commands">
      <FoldedForm
        title="Change a setting…"
        id="set-chosen"
        action="/chosen-topics/settings"
        submit={`Change it for ${what}`}
        state={state}
      >
        {names}
        <div class="fields">
          <Field
            form="set-chosen"
            state={state}
            name="name"
            label="Setting"
            placeholder="retention.ms"
            required
          />
          <Field
            form="set-chosen"
            state={state}
            name="value"
            label="Value"
            hint="such as 7d, 1 GiB, no limit; empty: back to the default"
          />
        </div>
      </FoldedForm>
      <FoldedForm
        title="Empty them…"
        id="empty-chosen"
        action="/chosen-topics/empty"
        submit={`Delete all records of ${what}`}
        danger
        state={state}
      >
        {names}
        <ConfirmField form="empty-chosen" state={state} name={what} />
      </FoldedForm>
      <FoldedForm
        title="Delete them…"
        id="delete-chosen"
        action="/chosen-topics/delete"
        submit={`Delete ${what} and their records`}
        danger
        state={state}
      >
        {names}
        <ConfirmField form="delete-chosen" state={state} name={what} />
      </FoldedForm>
    </div>
  );
}

/** The actions of these forms. */
export function chosenDeeds(
  { cluster }: Console,
  page: Page,
): Action<typeof confirmedFields | typeof settingFields>[] {
  const at = () => "/chosen-topics";
  const deeds = { empty: "emptied", delete: "deleted" } as const;
  const confirmedDeeds = (["empty", "delete"] as const).map((deed): Action<
    typeof confirmedFields
  > => ({
    path: `/chosen-topics/${deed}`,
    form: `${deed}-chosen`,
    fields: confirmedFields,
    async act({ topics, confirm }) {
      confirmed(confirm, count(topics.length, "topic"));
      return await forEach(topics, deeds[deed], async (topic) => {
        await (deed === "empty" ? cluster.emptyTopic(topic) : cluster.deleteTopic(topic));
      });
    },
    page,
    at,
  }));
  const setting: Action<typeof settingFields> = {
    path: "/chosen-topics/settings",
    form: "set-chosen",
    fields: settingFields,
    act({ topics, name, value: given }) {
      const value = given === undefined ? undefined : parseConfigValue(name, given);
      const change = value === undefined ? { reset: [name] } : { set: { [name]: value } };
      return forEach(topics, "changed", (topic) => cluster.alterConfig({ topic }, change));
    },
    page,
    at,
  };
  return [setting, ...confirmedDeeds] as Action<typeof confirmedFields | typeof settingFields>[];
}

/** Does it to one topic after the other. @throws {Problem} that says for how many it was done. */
async function forEach(
  topics: readonly string[],
  done: string,
  act: (topic: string) => Promise<void>,
) {
  for (const [index, topic] of topics.entries()) {
    try {
      await act(topic);
    } catch (error) {
      const problem = asProblem(error);
      if (problem === undefined) throw error;
      const before = index === 0 ? "None is" : `${index} of ${topics.length} are`;
      throw new Problem(problem.kind, `${before} ${done}. ${problem.message}`, { cause: error });
    }
  }
  const verb = topics.length === 1 ? "is" : "are";
  return { message: `${count(topics.length, "topic")} ${verb} ${done}`, to: "/topics" };
}
