/**
 * A consumer as its users have it: over HTTP.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { StartParameters } from "../../functions/runtime/trigger/control/start_parameters.ts";
import type { MessageView } from "../../functions/consumer/messages/message_view.ts";
import type { Status } from "../../functions/runtime/trigger/control/status_schema.ts";
import { eventually } from "../lab.ts";

/** What a ledger counts in all. */
export type Totals = Status["ledger"]["totals"];

/** What a start is asked with; `topics` parted by commas. */
type Start = Partial<Omit<StartParameters, "topics">> & { topics: string };

/** The answer of a route that changes what is wanted. */
interface Changed {
  changed: boolean;
}

/** A consumer, which is stopped when this is disposed of. */
export class ConsumerClient implements AsyncDisposable {
  readonly #url: string;

  /** @param url its address. */
  constructor(url: string) {
    this.#url = url;
  }

  /** The answer of a route, which must have this status. */
  async call<T>(path: string, status = 200): Promise<T> {
    const response = await fetch(this.#url + path);
    const body = await response.json();
    assertEquals(response.status, status, JSON.stringify(body));
    return body;
  }

  /** Starts it. Whether that changed anything. */
  async start(parameters: Start): Promise<boolean> {
    const query = new URLSearchParams({ ...parameters });
    return (await this.call<Changed>(`/start_consumer?${query}`)).changed;
  }

  /** Stops it, and returns the ledger's totals. */
  async stop(): Promise<Totals> {
    return (await this.call<Pick<Status, "ledger">>("/stop_consumer")).ledger.totals;
  }

  /** Its status. */
  status(): Promise<Status> {
    return this.call("/status");
  }

  /** The last messages that match, as they are asked for in a query. */
  async messages(query: string): Promise<MessageView[]> {
    return (await this.call<{ messages: MessageView[] }>(`/messages?${query}`)).messages;
  }

  /** Opens a stream of the messages that come from now on, and of those that a query asks for. */
  async events(query = ""): Promise<Response> {
    const headers = { accept: "text/event-stream" };
    return await fetch(`${this.#url}/messages?${query}`, { headers });
  }

  /** The ledger's totals, once the group has consumed as many records and there are no more. */
  caughtUp(count: number): Promise<Totals> {
    return eventually(`${count} records are consumed`, async () => {
      const { ledger: { totals }, totalLag } = await this.status();
      if (totals.consumed === count && totalLag === 0) return totals;
      throw new Error(`lag ${totalLag}, ${JSON.stringify(totals)}`);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** The totals of a ledger of as many records with which nothing went wrong. */
export function faultless(consumed: number): Totals {
  return {
    consumed,
    lost: 0,
    duplicated: 0,
    reordered: 0,
    redelivered: 0,
    compacted: 0,
    unstamped: 0,
    expired: 0,
    resets: 0,
  };
}
