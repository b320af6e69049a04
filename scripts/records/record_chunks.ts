import type { Buffer } from "node:buffer";
import type { NewRecord } from "../../kafka/producer/topic_producer.ts";

/** How lines are taken. */
export interface ChunkOptions {
  /** The number of the first line; 1. */
  firstLine?: number;
  /** Whether lines with nothing in them are passed over. */
  passesEmpty?: boolean;
}

/**
 * The records of lines, as many at a time as there are lines.
 *
 * @throws {Error} for a line that is no record; it names the line.
 */
export async function* recordChunks(
  chunks: AsyncIterable<readonly Buffer[]>,
  toRecord: (line: Buffer) => NewRecord,
  { firstLine = 1, passesEmpty = false }: ChunkOptions = {},
): AsyncGenerator<NewRecord[]> {
  let number = firstLine;
  for await (const lines of chunks) {
    const records: NewRecord[] = [];
    for (const line of lines) {
      if (line.length > 0 || !passesEmpty) records.push(parsed(() => toRecord(line), number));
      number++;
    }
    if (records.length > 0) yield records;
  }
}

function parsed<T>(parse: () => T, line: number): T {
  try {
    return parse();
  } catch (error) {
    throw new Error(`Cannot read line ${line}: ${(error as Error).message}`);
  }
}
