import { FunctionState, medianDuration } from "../../components/function_marks.tsx";
import type { OwnReadings } from "../../live/streams/polls.ts";
import { formatCount, formatLatency, formatRate } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Stat } from "../../web/text/marks.tsx";
import { nameText } from "../../web/text/unseen.ts";

interface FunctionFiguresProps {
  reading: ReturnType<OwnReadings["get"]>;
  /** How many members its group has, where that is known. */
  replicas?: number;
}

/** What a function does now, in figures. */
export function FunctionFigures({ reading, replicas }: FunctionFiguresProps): Html {
  const status = reading?.status.value;
  if (status === undefined) {
    return (
      <>
        <dl class="stats">
          <Stat label="State" value={<FunctionState reading={reading?.status} />} />
        </dl>
        <p class="fault">{reading?.status.trouble ?? "Not asked yet."}</p>
      </>
    );
  }
  const { handler, lastInvocations, invocations, outputs, totalLag, problem } = status;
  const { trigger, output, deadLetters } = status.function;
  const letters = Object.values(deadLetters).filter((topic) => topic !== null);
  return (
    <>
      <dl class="stats">
        <Stat label="State" value={<FunctionState reading={reading?.status} />} />
        {trigger && (
          <Stat
            label="Lag"
            value={formatCount(totalLag)}
            note={<a href={path("groups", trigger.group)}>{nameText(trigger.group)}</a>}
          />
        )}
        <Stat label="Records/s" value={formatRate(reading?.rate)} />
        <Stat
          label="Calls"
          value={formatCount(invocations)}
          note={`${formatLatency(medianDuration(lastInvocations))} of late`}
        />
        <Stat
          label="Written"
          value={formatCount(outputs)}
          note={output && <a href={path("topics", output.topic)}>{output.topic}</a>}
        />
        <Stat label="Retried" value={formatCount(handler.retries)} />
        <Stat
          label="Dead letters"
          value={formatCount(handler.deadLetters)}
          tone={handler.deadLetters > 0 ? "warn" : "plain"}
          note={letters.map((topic) => <a href={path("dead-letters", topic)}>{topic}</a>)}
        />
        {trigger && (
          <Stat label="Replicas" value={formatCount(replicas)} note="members of its group" />
        )}
      </dl>
      {problem && <p class="notice bad">{problem}</p>}
    </>
  );
}
