/**
 * The producer: what it does, and the forms that steer it.
 *
 * @module
 */
import type { Reading } from "../../live/rates/reading.ts";
import type { ProducerStatus } from "../../sources/function_client.ts";
import { Field } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { count, formatRate } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { Commands, FunctionForms, startForm, Trouble } from "./function_commands.tsx";

/** What the producer does. */
export function ProducerState({ reading }: { reading?: Reading<ProducerStatus> }): Html {
  if (reading?.value === undefined) return <Trouble reading={reading} />;
  const { state, wanted, run } = reading.value;
  const { topic, rate, keys, size, template } = wanted.parameters ?? {};
  return (
    <div class="state">
      <p>
        <Badge tone={state === "started" ? "ok" : "plain"}>{state}</Badge>
        {run && state === "started" && <span>{formatRate(run.perSecond)} records/s</span>}
        {run && <span class="muted">{count(run.acknowledged, "record")} of this run</span>}
      </p>
      {topic !== undefined && state === "started" && (
        <p class="muted">
          To <a href={path("topics", `${topic}`)}>{`${topic}`}</a>,{" "}
          {rate === 0 ? "as fast as acknowledged" : `${rate} records/s`},{" "}
          {count(Number(keys), "key")}
          {size !== undefined && `, ${size} bytes`}: <code>{`${template}`}</code>
        </p>
      )}
      {run?.lastError && <p class="muted">The last fault of this run: {run.lastError}</p>}
      {state === "started" && <Commands name="producer" verbs={["stop"]} />}
    </div>
  );
}

/** Starts the producer, and says what was wrong with a command. */
export function ProducerForms({ state }: { state?: FormState }): Html {
  const field = { form: startForm("producer"), state };
  return (
    <FunctionForms name="producer" state={state}>
      <Field {...field} name="topic" label="Topic" value="sampleOne" />
      <Field {...field} name="rate" label="Records a second" value="0.5" hint="0: no limit" />
      <Field {...field} name="count" label="Count" hint="empty: no end" />
      <Field {...field} name="duration" label="Duration" hint="such as 30s, 5m" />
      <Field {...field} name="size" label="Bytes of a value" />
      <Field {...field} name="keys" label="Distinct keys" value="1" />
      <Field
        {...field}
        name="template"
        label="Template of the value"
        value="random number {{random}}"
        hint="{{random}} {{seq}} {{time}} …"
      />
    </FunctionForms>
  );
}
