/**
 * Small marks: states as words with a color, figures with a name.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import type { Html } from "../html.ts";

/** How a mark looks. */
export type Tone = "plain" | "accent" | "ok" | "warn" | "bad";

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
