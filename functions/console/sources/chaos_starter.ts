import { ask } from "./http_source.ts";
import { refusalOf } from "./function_client.ts";

/** How long the supervisor may take, in ms. */
const TIMEOUT = 4_000;

/** Asks the lab's supervisor, who may start processes, for scenarios of `deno task chaos`. */
export class ChaosStarter {
  readonly #url: string;

  /** @param url where scenarios are begun. */
  constructor(url: string) {
    this.#url = url;
  }

  /** Begins a scenario in its short form. @throws {Problem} 409 when another one runs. */
  start(scenario: string): Promise<void> {
    return this.#post(this.#url, { scenario });
  }

  /** Has the scenario that runs heal what it has broken, and end. @throws {Problem} 409 when none runs. */
  stop(): Promise<void> {
    return this.#post(`${this.#url}/stop`, {});
  }

  async #post(url: string, body: object): Promise<void> {
    const response = await ask("the supervisor", url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const answer = await response.json().catch(() => undefined);
    if (!response.ok) throw refusalOf(response, answer);
  }
}
