/**
 * The frame of all pages: the lab's health in their head, and the channels that keep them live.
 *
 * @module
 */
import { type Health, judge } from "../live/health.ts";
import { count } from "../web/text/format.ts";
import type { Html } from "../web/html.ts";
import type { PageFrame } from "../web/page.tsx";
import type { Console } from "./console.ts";

/** The frame of the console's pages. They are shown once the lab was looked at. */
export function pageFrame({ sampler, channels }: Pick<Console, "sampler" | "channels">): PageFrame {
  return {
    ready: () => sampler.seen(),
    health: () => <HealthBadge health={judge(sampler.latest)} />,
    follow: (page, render) => channels.open(page, render),
  };
}

const LEVELS = { ok: "Healthy", warn: "Degraded", bad: "Broken" } as const;

/** The lab's state in a word, for the frame. */
function HealthBadge({ health }: { health: Health | undefined }): Html {
  if (health === undefined) return <a class="health" href="/">Looking…</a>;
  const { level, faults } = health;
  return (
    <a class={`health ${level}`} href="/" title={faults.map(({ text }) => text).join("; ")}>
      {LEVELS[level]}
      {faults.length > 0 && <span class="more">: {count(faults.length, "fault")}</span>}
    </a>
  );
}
