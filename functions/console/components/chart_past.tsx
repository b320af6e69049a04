/**
 * How much of the past charts show, on which scale, and what happened meanwhile.
 *
 * @module
 */
import type { Moment, MomentKind } from "../live/memory/moments.ts";
import { SHORT } from "../live/timeline.ts";
import type { ChartMark } from "../web/chart.tsx";
import { Time } from "../web/clock/time.tsx";
import { type Html, withQuery } from "../web/html.ts";

/** How much there is to choose from, in s, by what it is called in the address. */
const SPANS: Record<string, { seconds: number; label: string }> = {
  "5m": { seconds: SHORT, label: "5 minutes" },
  "20m": { seconds: 1_200, label: "20 minutes" },
  "90m": { seconds: 5_400, label: "90 minutes" },
};

const USUAL = "5m";

/** How a page's charts are asked for: `span` and `scale` of its address. */
export interface ChartPast {
  /** In s. */
  span: number;
  isLogarithmic: boolean;
}

/** What the address asks for. */
export function chartPast(query: URLSearchParams): ChartPast {
  const { seconds } = SPANS[spanName(query)];
  return { span: seconds, isLogarithmic: query.get("scale") === "log" };
}

function spanName(query: URLSearchParams): string {
  const name = query.get("span") ?? USUAL;
  return Object.hasOwn(SPANS, name) ? name : USUAL;
}

interface ChartChoicesProps {
  query: URLSearchParams;
  /** Whether the scale can be chosen, too. */
  hasScale?: boolean;
}

/** The ways to more or less of the past, and to another scale. */
export function ChartChoices({ query, hasScale = false }: ChartChoicesProps): Html {
  const chosen = spanName(query);
  const isLogarithmic = query.get("scale") === "log";
  return (
    <div class="chart-choices">
      <nav class="kinds" aria-label="How much of the past charts show">
        {Object.entries(SPANS).map(([name, { label }]) => (
          <a
            href={withQuery(query, { span: name === USUAL ? undefined : name })}
            aria-current={name === chosen ? "true" : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      {hasScale && (
        <nav class="kinds" aria-label="Scale of latency">
          {["linear", "log"].map((scale) => (
            <a
              href={withQuery(query, { scale: scale === "log" ? scale : undefined })}
              aria-current={(scale === "log") === isLogarithmic ? "true" : undefined}
            >
              Latency {scale}
            </a>
          ))}
        </nav>
      )}
    </div>
  );
}

/** How each kind is marked. */
const MARKS: Record<MomentKind, Omit<ChartMark, "at">> = {
  "broker-gone": { sign: "✕", tone: "bad" },
  "broker-back": { sign: "✓", tone: "ok" },
  "leaders": { sign: "⇄", tone: "warn" },
  "members": { sign: "±", tone: "plain" },
  "restart": { sign: "↻", tone: "warn" },
  "deploy": { sign: "▲", tone: "ok" },
  "chaos": { sign: "⚡", tone: "bad" },
};

/** The marks of moments. */
export function marksOf(moments: readonly Moment[]): ChartMark[] {
  return moments.map(({ at, kind }) => ({ at: at / 1_000, ...MARKS[kind] }));
}

/** How many moments are told in words: the last ones. */
const TOLD = 8;

/** What happened, in words, with the signs that charts mark it with. */
export function Happened({ moments }: { moments: readonly Moment[] }): Html {
  if (moments.length === 0) {
    return <p class="hint">No leader moved, nothing came or went, and nothing was restarted.</p>;
  }
  return (
    <ul class="happened">
      {moments.slice(-TOLD).toReversed().map(({ at, kind, text }) => (
        <li>
          <span class={`sign ${MARKS[kind].tone}`} aria-hidden="true">{MARKS[kind].sign}</span>
          <Time at={at} to="s" /> {text}
        </li>
      ))}
      {moments.length > TOLD && <li class="muted">and {moments.length - TOLD} earlier</li>}
    </ul>
  );
}
