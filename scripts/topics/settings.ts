/**
 * Settings of topics on the command line: `name=value`.
 *
 * @module
 */
import { describe } from "../../kafka/admin/topics/configs.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { hasCode } from "../../kafka/errors.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { nearest } from "../cli/invocation/nearest.ts";

/** The settings that `--config name=value` was given. @throws {UsageError} for what is none. */
export function parseSettings(given: readonly string[]): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const text of given) {
    const at = text.indexOf("=");
    if (at <= 0) throw new UsageError(`--config is name=value, got "${text}"`);
    const name = text.slice(0, at);
    if (Object.hasOwn(settings, name)) throw new UsageError(`--config ${name} is given twice`);
    settings[name] = text.slice(at + 1);
  }
  return settings;
}

/**
 * Does what sets settings. Where Kafka does not know one of their names, it tells which one was meant.
 *
 * @param topic any that there is; its settings have the names of all.
 */
export async function withSettings<T>(
  brokers: Brokers,
  topic: string | undefined,
  names: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isSetting = hasCode(error, "INVALID_CONFIG");
    if (!isSetting || topic === undefined) throw error;
    const known = (await describe(brokers, { topic })).map(({ name }) => name);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown === undefined) throw error;
    throw new Error(`Cannot set ${unknown}: there is no such setting${nearest(unknown, known)}`);
  }
}
