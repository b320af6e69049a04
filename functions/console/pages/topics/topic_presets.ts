/**
 * What topics are mostly made for, and the settings that go with it.
 *
 * @module
 */

/** A kind of topic. */
export interface TopicPreset {
  name: string;
  label: string;
  config: Record<string, string>;
}

const MINUTE = 60_000;

/** The kinds. */
export const PRESETS = [
  {
    name: "compacted",
    label: "the last record of each key (compacted)",
    config: { "cleanup.policy": "compact" },
  },
  {
    name: "short-lived",
    label: "records of the last hour",
    // Kafka deletes whole segments: they must end before what is in them does.
    config: {
      "cleanup.policy": "delete",
      "retention.ms": `${60 * MINUTE}`,
      "segment.ms": `${10 * MINUTE}`,
    },
  },
  {
    name: "large",
    label: "large records, up to 10 MiB",
    config: { "max.message.bytes": `${10 * 1024 * 1024}` },
  },
] as const satisfies readonly TopicPreset[];

/** Their names. */
export const PRESET_NAMES = PRESETS.map(({ name }) => name);
