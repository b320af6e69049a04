/**
 * The type and the state of a group, and Burrow's verdict on it, as marks.
 *
 * @module
 */
import type { GroupState } from "../../../kafka/admin/groups/group_state.ts";
import type { Verdict } from "../sources/burrow.ts";
import type { Html } from "../web/html.ts";
import { Badge, type Tone } from "../web/text/marks.tsx";

const VERDICT_TONES: Record<Verdict, Tone> = {
  NOTFOUND: "plain",
  OK: "ok",
  WARN: "warn",
  ERR: "bad",
  STOP: "bad",
  STALL: "bad",
  REWIND: "bad",
};

/** Burrow's verdict. */
export function VerdictBadge({ verdict }: { verdict: Verdict | undefined }): Html {
  if (verdict === undefined) return <span class="muted">none</span>;
  return <Badge tone={VERDICT_TONES[verdict]}>{verdict}</Badge>;
}

/** The type of a group, in Kafka's word for it; one that only ever committed has none. */
export function groupType(protocolType: string): string {
  return protocolType === "" ? "none" : protocolType;
}

/** The state of a group. */
export function GroupStateBadge({ state }: { state: GroupState }): Html {
  const tone = state === "Stable" ? "ok" : state === "Empty" || state === "Dead" ? "plain" : "warn";
  return <Badge tone={tone}>{state}</Badge>;
}
