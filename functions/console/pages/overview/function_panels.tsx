/**
 * The producer and the consumer: what they do, and the forms that steer them.
 *
 * @module
 */
import { Field, FoldedForm } from "../../web/field.tsx";
import { count, formatRate } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/marks.tsx";
import type { FormState } from "../../web/form.ts";
import type { Reading } from "../../live/reading.ts";
import type { ConsumerStatus, ProducerStatus } from "../../sources/function_client.ts";

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
      {run?.lastError && <p class="fault">{run.lastError}</p>}
      {state === "started" && <Commands name="producer" verbs={["stop"]} />}
    </div>
  );
}

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
          <a href={path("groups", wanted.group)}>{wanted.group}</a>
        </p>
      )}
      {problem && <p class="fault">{problem}</p>}
      {state === "started" && <Commands name="consumer" verbs={["pause", "stop"]} />}
      {state === "paused" && <Commands name="consumer" verbs={["resume", "stop"]} />}
    </div>
  );
}

function Trouble({ reading }: { reading?: Reading<unknown> }): Html {
  return <p class="fault">{reading?.trouble ?? "Not asked yet."}</p>;
}

/** What can be done now: buttons, each a form of its own. */
function Commands({ name, verbs }: { name: string; verbs: readonly string[] }): Html {
  return (
    <div class="commands">
      {verbs.map((verb) => (
        <form method="post" action={`/${name}/${verb}`}>
          <button type="submit">{`${verb[0].toUpperCase()}${verb.slice(1)} ${name}`}</button>
        </form>
      ))}
    </div>
  );
}

/** What was wrong with a command that has no fields. */
function CommandProblem({ state, id }: { state?: FormState; id: string }): Html {
  return <>{state?.id === id && <p class="notice bad" role="alert">{state.message}</p>}</>;
}

/** Starts the producer, and says what was wrong with a command. */
export function ProducerForms({ state }: { state?: FormState }): Html {
  const form = "start-producer";
  const field = { form, state };
  return (
    <>
      <CommandProblem state={state} id="producer-command" />
      <FoldedForm
        title="Start producer with…"
        id={form}
        action="/producer/start"
        submit="Start producer"
        state={state}
      >
        <div class="fields">
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
        </div>
      </FoldedForm>
    </>
  );
}

/** Starts the consumer, and says what was wrong with a command. */
export function ConsumerForms({ state }: { state?: FormState }): Html {
  const form = "start-consumer";
  const field = { form, state };
  return (
    <>
      <CommandProblem state={state} id="consumer-command" />
      <FoldedForm
        title="Start consumer with…"
        id={form}
        action="/consumer/start"
        submit="Start consumer"
        state={state}
      >
        <div class="fields">
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
        </div>
      </FoldedForm>
    </>
  );
}
