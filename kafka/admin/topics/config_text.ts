/**
 * Values of settings as people read and write them: `7d` for 604800000, `1 GiB`, `no limit`.
 *
 * @module
 */
import prettyBytes from "pretty-bytes";
import { parseDuration } from "../../duration.ts";

/** What stands for no limit, to Kafka. */
const NONE = "-1";

/** Those of which -1, or the largest number there is, means that there is no limit. */
const UNLIMITED: ReadonlySet<string> = new Set(["-1", "9223372036854775807"]);

const BYTES: Record<string, number> = {
  b: 1,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

const SIZE = /^(\d+(?:\.\d+)?)\s*(b|kib|mib|gib|tib)$/i;

/** Durations, the largest unit first. */
const UNITS = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1_000]] as const;

/** Values that a setting of topics can have, where there are but a few. */
const ALLOWED: Record<string, readonly string[]> = {
  "cleanup.policy": ["delete", "compact", "compact,delete"],
  "compression.type": ["producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"],
  "message.timestamp.type": ["CreateTime", "LogAppendTime"],
};

/** The values that a setting can have; `undefined` where there are more than a few. */
export function allowedValues(name: string, type: string): readonly string[] | undefined {
  return ALLOWED[name] ?? (type === "boolean" ? ["true", "false"] : undefined);
}

/** What a value means, where that is not what stands there: `7d`, `1 GiB`, `no limit`. */
export function configMeaning(name: string, value: string): string | undefined {
  if (!/^-?\d+$/.test(value)) return undefined;
  const isTime = name.endsWith(".ms");
  if (!isTime && !name.endsWith("bytes")) return undefined;
  if (UNLIMITED.has(value)) return "no limit";
  const number = Number(value);
  if (!isTime) {
    return number < 1_024 ? undefined : prettyBytes(number, { binary: true, locale: "en" });
  }
  const unit = UNITS.find(([, ms]) => number >= ms && number % ms === 0);
  return unit && `${number / unit[1]}${unit[0]}`;
}

/** The value that Kafka takes for what somebody wrote: durations, sizes and `no limit` as numbers. */
export function parseConfigValue(name: string, text: string): string {
  const given = text.trim();
  const [isTime, isSize] = [name.endsWith(".ms"), name.endsWith("bytes")];
  if ((isTime || isSize) && /^(no limit|unlimited)$/i.test(given)) return NONE;
  const ms = isTime ? parseDuration(given) : undefined;
  if (ms !== undefined) return `${ms}`;
  const [, number, unit] = (isSize && SIZE.exec(given)) || [];
  return unit === undefined ? text : `${Math.round(Number(number) * BYTES[unit.toLowerCase()])}`;
}
