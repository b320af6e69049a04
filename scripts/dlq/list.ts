import {
  findLetterTopics,
  type LetterTopic,
} from "../../kafka/letters/reading/find_letter_topics.ts";
import { isLetterTopicName } from "../../kafka/letters/letter_topics.ts";
import { placeName } from "../../kafka/letters/letter_filter.ts";
import { letterListJson } from "../../kafka/letters/letter_json.ts";
import { type LetterList, listLetters } from "../../kafka/letters/reading/letter_list.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { count, duration, printable, style, table, warn } from "../cli/terminal/terminal.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";
import { FILTER_OPTIONS, FILTER_USAGE, letterFilter } from "./filter_flags.ts";
import { lettersOf } from "./letters_of.ts";

/** `dlq list`. */
export const listAction = action({
  usage: `Usage: deno task dlq [list] [topic] [--show N] [filter flags] [--json]

Without a topic: every topic of dead letters, and how many letters are open in it, which are those that were
neither redriven nor discarded. These topics are named *.dlq, *-dlt, *.DLT and the like, or have letters in them.
With one: its open letters by error and by time, and the newest ones.

${FILTER_USAGE}
  --show N         so many of the newest letters; 10
  --json           as JSON: { "topics": [{ "topic", "partitions", "open", "unread" }] }; of one topic
                   { "topic", "open", "matched", "complete", "unread", "groups": [{ "error", "letters", "first",
                   "last", "sources", "newest" }], "times": [{ "from", "seconds", "letters" }], "letters": [ as
                   \`dlq show\` has them ] }`,
  options: { ...FILTER_OPTIONS, show: { type: "string" }, json: { type: "boolean" } },
  takesWords: true,

  async run({ json = false, show = "10", ...flags }, [topic, ...rest]) {
    if (rest.length > 0) throw new UsageError("Name one topic, or none");
    const filter = letterFilter(flags);
    if (topic === undefined) {
      if (Object.keys(filter).length > 0) throw new UsageError("Name the topic that is filtered");
      const topics = await lettersOf([], findLetterTopics);
      console.log(json ? JSON.stringify({ topics }) : topicTable(topics));
      return topics.some(({ unread }) => unread.length > 0) ? 1 : 0;
    }
    const list = await lettersOf(
      [topic],
      (settings) => listLetters(settings, topic, { filter, show: wholeNumber("--show", show, 0) }),
    );
    console.log(json ? letterListJson(list) : letterText(list));
    warnOf(list);
    return list.unread.length > 0 ? 1 : 0;
  },
});

function topicTable(topics: readonly LetterTopic[]): string {
  if (topics.length === 0) return "There are no topics of dead letters";
  const rows = topics.map(({ topic, open, partitions, unread }) => [
    printable(topic),
    open === 0 ? style("dim", "0") : style("yellow", open.toLocaleString("en")),
    `${partitions}`,
    unread.length > 0 ? style("red", `partition ${unread.join(", ")} is not led`) : "",
  ]);
  return table(["topic", "open", "partitions", ""], rows, { right: ["open", "partitions"] });
}

function letterText(list: LetterList): string {
  const { topic, open, matched, groups, times, letters } = list;
  const head = `${style("bold", printable(topic))}  ${count(open, "open letter")}` +
    (matched === open ? "" : `, ${matched.toLocaleString("en")} as asked for`);
  if (matched === 0) return head;
  const errors = groups.map(({ error, letters, first, last, newest }) => [
    letters.toLocaleString("en"),
    printable(error),
    ago(first),
    ago(last),
    placeName(newest),
  ]);
  const most = times.reduce((most, { letters }) => Math.max(most, letters), 1);
  const slots = times.map(({ from, letters }) => [
    localTime(from),
    letters.toLocaleString("en"),
    style("yellow", "█".repeat(Math.ceil(letters / most * BAR))),
  ]);
  const newest = letters.map(({ record, time, error, returns, source }) => [
    placeName(record),
    ago(time),
    printable(source?.topic ?? "?"),
    returns === 0 ? "" : `${returns}`,
    printable(error?.text.split("\n", 1)[0] ?? ""),
  ]);
  return [
    head,
    table(["letters", "error", "first", "last", "newest"], errors, { right: ["letters"] }),
    table(["since", "letters", ""], slots, { right: ["letters"] }),
    ...(newest.length === 0 ? [] : [
      table(["letter", "put away", "from", "returns", "error"], newest, { right: ["returns"] }),
    ]),
  ].join("\n\n");
}

/** The width of the longest bar, in characters. */
const BAR = 24;

function ago(time: number): string {
  return `${duration(Math.max(0, Date.now() - time))} ago`;
}

function localTime(time: number): string {
  return new Date(time).toLocaleString("sv").slice(0, 16);
}

function warnOf({ topic, complete, unread, matched, letters }: LetterList): void {
  if (!complete) warn("there is more than is looked at in some seconds: what is told is of a part");
  if (unread.length > 0) warn(`partition ${unread.join(", ")} is missing: it has no leader`);
  const arePlain = matched > 0 && letters.every(({ origin }) => origin === "plain");
  if (arePlain && !isLetterTopicName(topic)) {
    warn(`no headers tell that these are dead letters: ${topic} may be an ordinary topic`);
  }
}
