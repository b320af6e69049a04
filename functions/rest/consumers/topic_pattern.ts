import { RE2JS } from "re2js";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";

/** Topics by a regular expression, which must match the whole name, in RE2's syntax: it takes linear time. */
export class TopicPattern {
  readonly #expression: RE2JS;

  /** @throws {Problem} 422 for what is no expression. */
  constructor(pattern: string) {
    try {
      this.#expression = RE2JS.compile(pattern);
    } catch (error) {
      throw new Problem("invalid", `Cannot read topic_pattern: ${(error as Error).message}`);
    }
  }

  /** The topics that match now, but for Kafka's own; by name. */
  async topics(brokers: Pick<Brokers, "metadata">): Promise<string[]> {
    const { topics } = await brokers.metadata(null);
    return topics.filter(({ name, internal }) => !internal && this.#expression.matches(name))
      .map(({ name }) => name).sort();
  }
}
