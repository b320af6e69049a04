/**
 * The consumer: what it does, and the forms that steer it.
 *
 * @module
 */
import type { Reading } from "../../live/rates/reading.ts";
import type { ConsumerStatus } from "../../sources/function_client.ts";
import { Field } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { count } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { nameText } from "../../web/text/unseen.ts";
import { Commands, FunctionForms, startForm, Trouble } from "./function_commands.tsx";

/** What the consumer does. */
export function ConsumerState({ reading }: { reading?: Reading<ConsumerStatus> }): Html {
  if (reading?.value === undefined) return <Trouble reading={reading} />;
  const { state, wanted, assignment, totalLag, problem } = reading.value;
  const tone = state === "started" ? "ok" : state === "paused" ? "warn" : "plain";
  return (
    <div class="state">
      <p>
        <Badge tone={tone}>{state}</Badge>
        <span>{count(assignment.length, "partition")}</span>
        <span class="muted">lag {totalLag}</span>
      </p>
      {wanted && (
        <p class="muted">
          Reads {wanted.topics.join(", ")} as{" "}
          <a href={path("groups", wanted.group)}>{nameText(wanted.group)}</a>
        </p>
      )}
      {problem && <p class="fault">{problem}</p>}
      {state === "started" && <Commands name="consumer" verbs={["pause", "stop"]} />}
      {state === "paused" && <Commands name="consumer" verbs={["resume", "stop"]} />}
    </div>
  );
}

/** Starts the consumer, and says what was wrong with a command. */
export function ConsumerForms({ state }: { state?: FormState }): Html {
  const field = { form: startForm("consumer"), state };
  return (
    <FunctionForms name="consumer" state={state}>
      <Field
        {...field}
        name="topics"
        label="Topics"
        value="sampleOne"
        hint="parted by commas"
      />
      <Field {...field} name="group" label="Group" value="consumer-Sample-One" />
      <Field
        {...field}
        name="from"
        label="From"
        placeholder="where the group was"
        hint="latest, earliest or a time (ISO 8601)"
      />
    </FunctionForms>
  );
}
