import type { Child } from "hono/jsx";
import { FavouriteForm } from "../web/favourites/favourite_form.tsx";
import { Crumbs } from "../web/crumbs.tsx";
import { type Html, path } from "../web/html.ts";

/** The page that a topic opens on: its records. */
export function topicPath(topic: string): string {
  return path("topics", topic, "records");
}

const TABS = [
  ["records", "Records", ["records"]],
  ["partitions", "Partitions", []],
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
      <div class="title">
        <h1>{topic}</h1>
        <FavouriteForm path={topicPath(topic)} name={topic} />
      </div>
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
