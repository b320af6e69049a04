/**
 * The cards of the map: who writes, topics, who reads, brokers.
 *
 * @module
 */
import { behindText } from "../../components/lag_pace.tsx";
import { isLetterTopicName } from "../../../../kafka/letters/letter_topics.ts";
import { count, formatCount, formatDuration, formatShortRate } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { fitText, textWidth } from "./place/fit_text.ts";
import { LagLine } from "./lag_line.tsx";
import type { BrokerNode, MapLevel, ReaderNode, TopicNode } from "./graph/map_graph.ts";
import type { Box, PlacedBroker, PlacedNode } from "./place/place.ts";

/** Where text begins in a card, and how large it is. */
const LEFT = 16;
const NAME = 13.5;
const NOTE = 11.5;

/** A square for a partition, and from one to the next. */
const CHIP = 15;
const CHIP_STEP = 18;

interface CardProps extends Box {
  kind: string;
  href?: string;
  name: string;
  /** Said of it besides its name. */
  label: string;
  children?: unknown;
}

/** A card; what does not fit into it is not seen. */
function Card({ x, y, width, height, kind, href, name, label, children }: CardProps): Html {
  const ground = <rect class="card" x="0.5" y="0.5" width={width - 1} height={height - 1} rx="8" />;
  const said = `${name}: ${label}`;
  return (
    <svg class={`map-card ${kind}`} x={x} y={y} width={width} height={height}>
      {href === undefined
        ? <g role="img" aria-label={said}>{ground}</g>
        : <a href={href} aria-label={said}>{ground}</a>}
      {/* The label says all that is written here, and no name in it is cut. */}
      <g class="writing" aria-hidden="true">
        <rect class="mark" x="5" y="9" width="4" height={height - 18} rx="2" />
        <text class="name" x={LEFT} y="22">{fitText(name, width - LEFT - 10, NAME)}</text>
        {children}
      </g>
    </svg>
  );
}

/** A line below the name: the first of these texts that has room, or the last one cut. */
function Note(
  { y = 40, room, level = "ok", texts }: {
    y?: number;
    room: number;
    level?: MapLevel;
    texts: readonly string[];
  },
): Html {
  const text = texts.find((text) => textWidth(text, NOTE) <= room) ??
    fitText(texts.at(-1)!, room, NOTE);
  return <text class={`note ${level}`} x={LEFT} y={y}>{text}</text>;
}

/** The card of a node. */
export function NodeCard(
  { node, brokers, ...box }: PlacedNode & { brokers: readonly BrokerNode[] },
): Html {
  switch (node.kind) {
    case "topic":
      return <TopicCard {...box} topic={node} brokers={brokers} />;
    case "reader":
      return <ReaderCard {...box} reader={node} />;
    default:
      return (
        <Card {...box} kind={node.kind} href={node.href} name={node.name} label={node.note}>
          <Note room={box.width - LEFT - 8} texts={[node.note]} />
        </Card>
      );
  }
}

/** What is said of a topic, the most important first. */
export function topicNotes(topic: TopicNode): { texts: string[]; level: MapLevel } {
  const { rate, offline, underReplicated, letters, leaders } = topic;
  const flow = rate === undefined ? [] : [`${formatShortRate(rate)} in`];
  const partitions = count(leaders.length, "partition");
  if (offline > 0) return { texts: [`${formatCount(offline)} leaderless`, ...flow], level: "bad" };
  if (isOfLetters(topic)) {
    const open = letters === undefined ? "dead letters" : count(letters, "open letter");
    const level = letters === 0 ? "ok" : "bad";
    return { texts: rate ? [open, ...flow] : [open], level };
  }
  if (underReplicated > 0) {
    return { texts: [`${formatCount(underReplicated)} under-replicated`, ...flow], level: "warn" };
  }
  return { texts: [...flow, partitions], level: "ok" };
}

/** Whether a topic is one of dead letters. */
function isOfLetters({ name, letters }: TopicNode): boolean {
  return letters !== undefined || isLetterTopicName(name);
}

/** All of these in a line, and what is left of it where there is less room. */
function shorterAndShorter(texts: readonly string[]): string[] {
  return texts.map((_, index) => texts.slice(0, texts.length - index).join(" · "));
}

function TopicCard(
  { topic, brokers, ...box }: Box & { topic: TopicNode; brokers: readonly BrokerNode[] },
): Html {
  const { texts, level } = topicNotes(topic);
  const kind = !isOfLetters(topic) ? "topic" : topic.letters === 0 ? "letters calm" : "letters";
  const room = Math.floor((box.width - LEFT - 8) / CHIP_STEP);
  const { leaders } = topic;
  const shown = leaders.length <= room ? leaders : leaders.slice(0, Math.max(0, room - 2));
  return (
    <Card {...box} kind={kind} href={topic.href} name={topic.name} label={texts.join(", ")}>
      <Note room={box.width - LEFT - 8} level={level} texts={shorterAndShorter(texts)} />
      {shown.map((leader, partition) => (
        <Chip
          x={LEFT + partition * CHIP_STEP}
          y={51}
          index={brokers.find(({ id }) => id === leader)?.index}
          text={leader === undefined ? "–" : `${leader}`}
          title={leader === undefined
            ? `Partition ${partition} has no leader`
            : `Partition ${partition} is led by broker ${leader}`}
        />
      ))}
      {shown.length < leaders.length && (
        <text class="note" x={LEFT + shown.length * CHIP_STEP} y={63}>
          +{formatCount(leaders.length - shown.length)}
        </text>
      )}
    </Card>
  );
}

/** A partition, by the broker that leads it: the color of the broker, and its number. */
function Chip(
  { x, y, index, text, title, isNews }: {
    x: number;
    y: number;
    index?: number;
    text?: string;
    title: string;
    isNews?: boolean;
  },
): Html {
  const color = index === undefined ? "none" : `b${(index - 1) % 8 + 1}`;
  return (
    <g class={`chip ${color}${isNews ? " news" : ""}`}>
      <title>{title}</title>
      <rect x={x} y={y} width={CHIP} height={CHIP} rx="3.5" />
      {text !== undefined && textWidth(text, 9.5) <= CHIP + 3 && (
        <text x={x + CHIP / 2} y={y + 11} text-anchor="middle">{text}</text>
      )}
    </g>
  );
}

/** What is said of a reader's lag. */
export function lagNotes({ lag, pace, members }: ReaderNode): string[] {
  if (lag === 0) return members === 0 ? ["nobody reads"] : ["nothing waits"];
  const behind = pace === undefined || pace.secondsBehind === 0 ? [] : [behindText(pace)];
  return [`${formatCount(lag)} behind`, ...behind];
}

/** What a reader is. */
export function readerNotes({ isFunction, state, members }: ReaderNode): string[] {
  const who = members === 0 ? "no members" : count(members, "member");
  const isUsual = state === "Stable" || state === "Empty";
  return [...(isUsual ? [] : [state]), who, isFunction ? "function" : "group"];
}

/** The least room for a hill that says something, in px. */
const HILL = 36;

function ReaderCard({ reader, ...box }: Box & { reader: ReaderNode }): Html {
  const { name, href, level, history, isFunction } = reader;
  const [notes, lag] = [readerNotes(reader), lagNotes(reader)];
  const room = box.width - LEFT - 8;
  // The hill stands where the figures leave room, or else below them, and is lower then.
  const beside = Math.min(84, room - textWidth(lag.join(" · "), NOTE) - 12);
  const hill = beside < HILL
    ? { x: LEFT, y: box.height - 10, width: room, height: 7 }
    : { x: box.width - beside - 10, y: box.height - 32, width: beside, height: 22 };
  return (
    <Card
      {...box}
      kind={`${isFunction ? "function" : "group"} is-${level}`}
      href={href}
      name={name}
      label={[...notes, ...lag].join(", ")}
    >
      <LagLine {...hill} history={history} />
      <Note room={room} texts={shorterAndShorter(notes)} />
      <Note y={62} room={room} level={level} texts={shorterAndShorter(lag)} />
    </Card>
  );
}

/** What is said of a broker. */
export function brokerNote({ isUp, goneSince, leads }: BrokerNode, now: number): string {
  if (isUp) return `leads ${count(leads, "partition")}`;
  return goneSince === undefined ? "gone" : `gone for ${formatDuration(now - goneSince)}`;
}

/** A broker, with a square for each partition of the map that it leads. */
export function BrokerCard({ broker, now, ...box }: PlacedBroker & { now: number }): Html {
  const { id, name, index, isController, isUp, shown } = broker;
  const inRow = Math.floor((box.width - LEFT - 8) / CHIP_STEP);
  const most = shown.length <= inRow * 2 ? inRow * 2 : inRow * 2 - 2;
  const note = brokerNote(broker, now) + (isController ? " · controller" : "");
  return (
    <Card
      {...box}
      kind={isUp ? `broker b${(index - 1) % 8 + 1}` : "broker gone"}
      href={path("brokers", id)}
      name={name}
      label={note}
    >
      <Note room={box.width - LEFT - 8} level={isUp ? "ok" : "bad"} texts={[note]} />
      {shown.slice(0, most).map(({ topic, partition, hasMoved }, place) => (
        <Chip
          x={LEFT + (place % inRow) * CHIP_STEP}
          y={48 + Math.floor(place / inRow) * CHIP_STEP}
          index={index}
          title={`${topic}/${partition}${hasMoved ? ", which has just moved here" : ""}`}
          isNews={hasMoved}
        />
      ))}
      {shown.length > most && (
        <text class="note" x={LEFT + (inRow - 2) * CHIP_STEP} y={78}>+{shown.length - most}</text>
      )}
    </Card>
  );
}
