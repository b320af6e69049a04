/**
 * Small marks: states as words with a color, figures with a name.
 *
 * @module
 */
import type { GroupState } from "../../../kafka/admin/groups.ts";
import type { Child } from "hono/jsx";
import type { Level } from "../live/health.ts";
import type { Verdict } from "../sources/burrow.ts";
import type { Html } from "./html.ts";

/** How a mark looks. */
export type Tone = Level | "plain" | "accent";

/** A word with a color; never the color alone. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children?: Child }): Html {
  return <span class={`badge ${tone}`}>{children}</span>;
}

interface StatProps {
  label: string;
  value: Child;
  tone?: Tone;
  /** A word below the figure. */
  note?: Child;
}

/** A figure with its name; to stand in a `<dl class="stats">`. */
export function Stat({ label, value, tone = "plain", note }: StatProps): Html {
  return (
    <div class={`stat ${tone}`}>
      <dt>{label}</dt>
      <dd>
        <span class="figure">{value}</span>
        {note && <span class="note">{note}</span>}
      </dd>
    </div>
  );
}

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

/** The state of a consumer group. */
export function GroupStateBadge({ state }: { state: GroupState }): Html {
  const tone = state === "Stable" ? "ok" : state === "Empty" || state === "Dead" ? "plain" : "warn";
  return <Badge tone={tone}>{state}</Badge>;
}
