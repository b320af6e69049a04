import type { KafkaSettings } from "../../client/settings.ts";
import { browse } from "../../reader/browse.ts";
import { recordName } from "../../record/record.ts";
import type { Letter } from "../letter.ts";
import type { NoTarget } from "./targets.ts";

/** The value of a letter's record where it came from, or why it is not to be had. */
export async function originalValue(
  settings: KafkaSettings,
  { source }: Letter,
): Promise<{ value: Uint8Array | null } | NoTarget> {
  const { topic, partition, offset } = source ?? {};
  if (topic === undefined || partition === undefined || offset === undefined) {
    return { reason: "its value was left out, and it does not tell where it lies" };
  }
  const reason = `its value was left out, and ${recordName({ topic, partition, offset })} is gone`;
  try {
    const { records: [record] } = await browse(settings, topic, {
      ...{ from: { offset }, partition, limit: 1 },
    });
    return record?.offset === offset ? { value: record.value } : { reason };
  } catch {
    return { reason };
  }
}
