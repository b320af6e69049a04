import type { Letter } from "../../kafka/letters/letter.ts";
import { placeName } from "../../kafka/letters/letter_filter.ts";
import { letterJson } from "../../kafka/letters/letter_json.ts";
import { findLetter, type FoundLetter } from "../../kafka/letters/reading/find_letter.ts";
import { recordTime } from "../../kafka/record/record_time.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { prettyRecord } from "../records/pretty_record.ts";
import { count, printable, printableLines, style } from "../cli/terminal/terminal.ts";
import { place } from "./filter_flags.ts";
import { lettersOf } from "./letters_of.ts";

/** `dlq show`. */
export const showAction = action({
  usage: `Usage: deno task dlq show <topic> <partition>/<offset> | --last [--json]

One letter: where its record comes from, what it failed with, how often it came back and what it failed with
before, its headers and its value.

  --last  the one that was put away last
  --json  as JSON: { "place", "time", "origin", "source", "error", "stack", "function", "attempts",
          "returns", "earlier": [{ "error", "time", "source", "letter" }], "open", "record": as
          \`deno task consume --json\` has it }`,
  options: { last: { type: "boolean" }, json: { type: "boolean" } },
  takesWords: true,

  async run({ last = false, json = false }, [topic, which, ...rest]) {
    if (topic === undefined || rest.length > 0) throw new UsageError("Name one topic");
    if ((which === undefined) === !last) {
      throw new UsageError("Name a letter by partition/offset, or say --last");
    }
    const wanted = which === undefined ? undefined : place(which);
    const found = await lettersOf([topic], (settings) => findLetter(settings, topic, wanted));
    console.log(
      json ? letterJson(found.letter, { open: found.isOpen }) : letterText(topic, found),
    );
    return 0;
  },
});

function letterText(topic: string, { letter, isOpen }: FoundLetter): string {
  const { record, error } = letter;
  const facts = factsOf(letter).map(([name, text]) => (
    `${style("dim", name.padEnd(WIDTH))}${printable(text)}`
  ));
  return [
    `${style("bold", printable(`${topic} ${placeName(record)}`))}  ` +
    (isOpen ? style("yellow", "open") : style("dim", "dealt with")),
    ...facts,
    ...(error?.stack === undefined ? [] : ["", style("dim", printableLines(error.stack.trim()))]),
    "",
    prettyRecord(record).trimEnd(),
  ].join("\n");
}

/** The width of the names of facts, in characters. */
const WIDTH = 12;

function factsOf(letter: Letter): [name: string, text: string][] {
  const { origin, source, error, attempts, time, returns, earlier } = letter;
  const facts: [string, string | undefined][] = [
    ["error", error?.text],
    ["from", source && sourceText(source)],
    ["by", letter.function],
    ["attempts", attempts?.toString()],
    ["put away", `${recordTime(time)}${FORMS[origin]}`],
    ["returns", returns === 0 ? undefined : `came back ${count(returns, "time")}`],
    [
      "value",
      letter.isValueLeftOut ? "left out: a redrive takes it from where it lies" : undefined,
    ],
    ...earlier.map((failure, i): [string, string] => [
      i === 0 ? "before" : "",
      [
        failure.time === undefined ? "" : `${recordTime(failure.time)}`,
        failure.error ?? "an error that is not told",
        failure.letter ? `(letter ${failure.letter})` : "",
      ].filter(Boolean).join("  "),
    ]),
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

const FORMS = {
  instigator: "",
  spring: ", by Spring",
  connect: ", by Kafka Connect",
  plain: "; no headers tell where it comes from",
};

function sourceText(
  { topic, partition, offset, timestamp }: NonNullable<Letter["source"]>,
): string {
  const where = [topic, partition, offset].filter((part) => part !== undefined).join("/");
  return timestamp === undefined ? where : `${where}, written ${recordTime(timestamp)}`;
}
