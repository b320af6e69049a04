import type { LogLine } from "../../sources/own_function.ts";
import { Time } from "../../web/clock/time.tsx";
import type { Html } from "../../web/html.ts";

/** The last lines of a function's log. */
export function LogLines({ lines }: { lines: readonly LogLine[] }): Html {
  if (lines.length === 0) return <p class="empty">It has logged nothing yet.</p>;
  return (
    <ol class="log">
      {lines.map(({ time, level, text }) => (
        <li class={level}>
          <Time at={Date.parse(time)} /> <span class="level">{level}</span> {text}
        </li>
      ))}
    </ol>
  );
}
