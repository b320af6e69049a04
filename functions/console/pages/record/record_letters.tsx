/**
 * The dead letters of a record.
 *
 * @module
 */
import type { ClusterReader } from "../../../../kafka/cluster/cluster_client.ts";
import type { Letter } from "../../../../kafka/letters/letter.ts";
import { placeName } from "../../../../kafka/letters/letter_filter.ts";
import type { RecordPlace } from "../../components/records/record_path.ts";
import { Time } from "../../web/clock/time.tsx";
import { type Html, path } from "../../web/html.ts";
import { Table } from "../../web/table.tsx";
import { shortName } from "../../web/text/unseen.ts";

/** How many topics of letters are looked at, and for how long each, in ms. */
const TOPICS = 10;
const LOOK = 1_000;

/** How many letters of a topic are shown: one a function that failed, mostly. */
const SHOWN = 10;

/** How much of an error is shown, in characters. */
const ERROR = 200;

/** What was found. */
export interface RecordLetters {
  letters: { topic: string; letter: Letter }[];
  /** Whether all open letters were looked at. */
  complete: boolean;
}

/** The open letters that a record was put away as. */
export async function readLetters(
  cluster: Pick<ClusterReader, "letterTopics" | "letters">,
  { topic, partition, offset }: RecordPlace,
): Promise<RecordLetters> {
  // Those of its own functions are named after it; what others write may be named in any way.
  const isNear = (name: string) => Number(name.startsWith(topic));
  const open = (await cluster.letterTopics()).filter(({ open }) => open > 0)
    .sort((a, b) => isNear(b.topic) - isNear(a.topic));
  const filter = { source: topic, sourceRecord: { partition, offset } };
  const found = await Promise.all(
    open.slice(0, TOPICS).map(async ({ topic }) => {
      return await cluster.letters(topic, { filter, show: SHOWN, timeoutMs: LOOK });
    }),
  );
  return {
    letters: found.flatMap(({ topic, letters }) => letters.map((letter) => ({ topic, letter }))),
    complete: open.length <= TOPICS && found.every(({ complete }) => complete),
  };
}

/** The letters, each with the way to its page. */
export function LetterLinks({ of: { letters, complete } }: { of: RecordLetters }): Html {
  return (
    <>
      {!complete && <p class="notice warn">There are more letters than are looked at at once.</p>}
      <Table
        caption="Dead letters of this record"
        columns={[
          {
            label: "Letter",
            cell: ({ topic, letter: { record } }) => (
              <a href={path("dead-letters", topic, record.partition, record.offset)}>
                {topic} {placeName(record)}
              </a>
            ),
          },
          { label: "Put away", cell: ({ letter }) => <Time at={letter.time} /> },
          {
            label: "Function",
            cell: ({ letter }) => shortName(letter.function ?? "", ERROR),
          },
          {
            label: "Error",
            cell: ({ letter: { error } }) =>
              error === undefined ? <i>not told</i> : shortName(error.text, ERROR),
          },
        ]}
        rows={letters}
        empty="It is no open dead letter."
      />
    </>
  );
}
