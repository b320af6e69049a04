/**
 * What a search over all that the console shows finds.
 *
 * @module
 */
import { path } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { topicPath } from "../../components/topic_frame.tsx";

/** Something that was found. */
export interface Hit {
  kind: Kind;
  name: string;
  href: string;
  /** More about it, in a word. */
  note?: string;
}

/** What can be found, in the order that it is shown in. */
export const KINDS = ["Pages", "Topics", "Groups", "Functions", "Brokers", "Settings"] as const;

/** One of them. */
export type Kind = typeof KINDS[number];

const PAGES = [
  ["Overview", "/"],
  ["Topics", "/topics"],
  ["Groups", "/groups"],
  ["Functions", "/functions"],
  ["Dead letters", "/dead-letters"],
  ["Brokers", "/brokers"],
  ["ZooKeeper", "/zookeeper"],
  ["Clock", "/clock"],
  ["Search records", "/records"],
  ["Several topics", "/chosen-topics"],
] as const;

/** What has all words of a text in its name, by kind, the nearest first. */
export async function find(console: Console, text: string, limit: number): Promise<Hit[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const all = [...labHits(console), ...await settingHits(console)];
  const found = all.filter(({ name, note = "" }) => {
    const whole = `${name} ${note}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const byKind = Map.groupBy(found, ({ kind }) => kind);
  return KINDS.flatMap((kind) =>
    (byKind.get(kind) ?? []).sort((a, b) => distance(a, text) - distance(b, text)).slice(0, limit)
  );
}

/** How far a name is from what was typed: the same, begins with it, holds it early; then by length. */
function distance({ name }: Hit, text: string): number {
  const at = name.toLowerCase().indexOf(text.trim().toLowerCase());
  return (at < 0 ? 1_000 : at) * 1_000 + name.length;
}

function labHits({ sampler, own = [] }: Console): Hit[] {
  const { kafka, brokers, brokerNames, groups } = sampler.latest;
  return [
    ...PAGES.map(([name, href]): Hit => ({ kind: "Pages", name, href })),
    ...(kafka?.value?.topics ?? []).map(({ name, internal }): Hit => ({
      ...{ kind: "Topics", name, href: topicPath(name) },
      ...(internal && { note: "internal" }),
    })),
    ...(groups?.value?.groups ?? []).map(({ group, state }): Hit => ({
      ...{ kind: "Groups", name: group, href: path("groups", group), note: state },
    })),
    ...own.map(({ name }): Hit => ({ kind: "Functions", name, href: path("functions", name) })),
    ...brokers.map(({ id, host, port }): Hit => ({
      ...{ kind: "Brokers", name: brokerNames.get(id) ?? `broker ${id}`, note: `${host}:${port}` },
      href: path("brokers", id),
    })),
  ];
}

/** The settings of brokers, which are the defaults of topics. */
async function settingHits({ cluster, sampler }: Console): Promise<Hit[]> {
  const id = sampler.latest.kafka?.value?.brokers[0]?.id;
  if (id === undefined) return [];
  try {
    const { config } = await cluster.broker(id);
    return config.map(({ name }) => ({
      ...{ kind: "Settings", name, note: "of brokers" },
      href: `${path("brokers", id)}?${new URLSearchParams({ settings: "all", q: name })}`,
    }));
  } catch {
    // What else there is to be found is found without them.
    return [];
  }
}
