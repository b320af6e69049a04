import type { KafkaSettings } from "../../client/settings.ts";
import { type DealOptions, type DealReport, dealWith } from "./deal.ts";

/**
 * Notes that letters are not wanted: they are open no longer. They stay in their topic, as long as it
 * keeps them, so that a reset of its group opens them again.
 *
 * @throws {KafkaError} as {@linkcode dealWith} does.
 */
export function discard(
  settings: KafkaSettings,
  topic: string,
  options: DealOptions = {},
): Promise<DealReport> {
  return dealWith(
    settings,
    topic,
    options,
    (letters) => Promise.resolve(letters.map(() => "done")),
  );
}
