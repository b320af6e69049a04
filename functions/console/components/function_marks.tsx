/**
 * What several pages show of a user's function.
 *
 * @module
 */
import type { Reading } from "../live/rates/reading.ts";
import type { OwnStatus, PastInvocation } from "../sources/own_function.ts";
import type { Html } from "../web/html.ts";
import { Badge, type Tone } from "../web/text/marks.tsx";

const TONES: Record<OwnStatus["state"], Tone> = { started: "ok", paused: "warn", stopped: "plain" };

/** What a function does: started, paused, stopped; held up; or nothing, as it does not answer. */
export function FunctionState({ reading }: { reading?: Reading<OwnStatus> }): Html {
  if (reading?.value === undefined) return <Badge tone="bad">down</Badge>;
  const { state, problem } = reading.value;
  if (problem !== null) return <Badge tone="bad">{state}, with a problem</Badge>;
  return <Badge tone={TONES[state]}>{state}</Badge>;
}

/** What a function is called by: topics, a schedule, requests. */
export function triggersOf({ function: { trigger, fetch }, schedule }: OwnStatus): string {
  return [
    trigger?.topics.join(", "),
    schedule && `schedule ${schedule.expression}`,
    fetch && "HTTP",
  ].filter(Boolean).join(" · ");
}

/** The median of how long the last calls took, in ms. */
export function medianDuration(invocations: readonly PastInvocation[]): number | undefined {
  const sorted = invocations.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
