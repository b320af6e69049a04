import { delay } from "@std/async";
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import type { Delivered, Delivery } from "./delivery.ts";

/** The pause before what was not taken is sent again, ms. */
const PAUSE = 100;

/** What the producer says of a record that Kafka may have: it is worth another try. */
const UNDELIVERED = 50003;

/** A record on its way. */
interface Sending {
  record: OutgoingRecord;
  /** How often it was sent so that it may be written. */
  sends: number;
  delivered?: Delivered;
}

/** The part of an answer that tells of one record. */
interface RecordResult {
  offset: number | null;
  error_code: number | null;
}

/**
 * Posts to a producer function, as clients do: what is not acknowledged is sent again, in the knowledge that
 * it may then be there twice. Deno's `fetch` sends a text a second time by itself, and tells nobody, where a
 * connection of its pool ends before the answer; of a Blob it does not.
 */
export class HttpDelivery implements Delivery {
  readonly #url: () => string;

  /** @param url of the producer function, which changes when it is started anew. */
  constructor(url: () => string) {
    this.#url = url;
  }

  async deliver(
    topic: string,
    records: readonly OutgoingRecord[],
    timeout: number,
  ): Promise<readonly Delivered[]> {
    const end = performance.now() + timeout;
    const sending = records.map((record): Sending => ({ record, sends: 0 }));
    while (true) {
      const open = sending.filter(({ delivered }) => delivered === undefined);
      if (open.length === 0) break;
      const left = end - performance.now();
      if (left <= 0) {
        for (const one of open) {
          one.delivered = told(one, one.sends > 0 ? "unknown" : "rejected");
        }
        break;
      }
      await this.#post(topic, open, left);
      if (open.some(({ delivered }) => delivered === undefined)) await delay(PAUSE);
    }
    return sending.map(({ delivered }) => delivered!);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #post(topic: string, open: readonly Sending[], timeout: number): Promise<void> {
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${this.#url()}/topics/${topic}`, {
        method: "POST",
        headers: { "content-type": "application/vnd.kafka.text.v2+json" },
        body: new Blob([JSON.stringify({ records: open.map(({ record }) => shapeOf(record)) })]),
        signal: AbortSignal.timeout(timeout),
      });
      body = await response.text();
    } catch (error) {
      // Whom it never reached has written nothing.
      if (!isRefused(error)) { for (const one of open) one.sends++; }
      return;
    }
    // The queue is full: nothing was taken.
    if (response.status === 429) return;
    for (const one of open) one.sends++;
    if (response.status === 503) return;
    if (!response.ok) {
      for (const one of open) one.delivered = refused(one);
      return;
    }
    const { offsets }: { offsets: RecordResult[] } = JSON.parse(body);
    offsets.forEach(({ offset, error_code }, index) => {
      const one = open[index];
      if (error_code === null) one.delivered = { ...told(one, "acknowledged"), offset: offset! };
      else if (error_code !== UNDELIVERED) one.delivered = refused(one);
    });
  }
}

function told({ sends }: Sending, outcome: Delivered["outcome"]): Delivered {
  return { outcome, ...(sends > 1 && { resent: sends - 1 }) };
}

/** What is refused now may have been written by the send before. */
function refused(one: Sending): Delivered {
  return told(one, one.sends > 1 ? "unknown" : "rejected");
}

function shapeOf({ key, value, partition, headers = [] }: OutgoingRecord) {
  return {
    ...{ key, value, partition },
    headers: headers.map(([name, value]) => ({ name, value })),
  };
}

/** Whether nobody listens where a request was sent to. */
function isRefused(error: unknown): boolean {
  return error instanceof TypeError && /refused/i.test(`${error.message} ${error.cause}`);
}
