import type { Child } from "hono/jsx";
import { Crumbs } from "../web/crumbs.tsx";
import { type Html, path } from "../web/html.ts";

const TABS = [
  ["partitions", "Partitions", []],
  ["records", "Records", ["records"]],
  ["settings", "Settings", ["settings"]],
] as const;

interface TopicFrameProps {
  topic: string;
  tab: typeof TABS[number][0];
  children?: Child;
}

/** The head of a topic's pages, and the way between them. */
export function TopicFrame({ topic, tab, children }: TopicFrameProps): Html {
  return (
    <>
      <Crumbs links={[["/topics", "Topics"]]} />
      <h1>{topic}</h1>
      <nav class="tabs" aria-label="Topic">
        {TABS.map(([id, label, below]) => (
          <a href={path("topics", topic, ...below)} aria-current={id === tab ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {children}
    </>
  );
}
