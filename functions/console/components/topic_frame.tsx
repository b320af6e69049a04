import type { Child } from "hono/jsx";
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
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href="/topics">Topics</a>
      </nav>
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
