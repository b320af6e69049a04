import type { Html } from "./html.ts";

/** How wide a bar is with its gap, how wide without, and how high the highest is, in px. */
const STEP = 4;
const BAR = 3;
const HEIGHT = 20;

/** Counts as small bars, oldest first; `label` says in words what they are. */
export function Sparkline({ counts, label }: { counts: readonly number[]; label: string }): Html {
  const most = Math.max(1, ...counts);
  return (
    <svg
      class="spark"
      role="img"
      aria-label={label}
      width={counts.length * STEP}
      height={HEIGHT}
      viewBox={`0 0 ${counts.length * STEP} ${HEIGHT}`}
    >
      {counts.map((n, index) => {
        // What is there is seen, however little.
        const height = n === 0 ? 1 : Math.max(3, Math.round(n / most * HEIGHT));
        return (
          <rect
            class={n === 0 ? "none" : undefined}
            x={index * STEP}
            y={HEIGHT - height}
            width={BAR}
            height={height}
          />
        );
      })}
    </svg>
  );
}
