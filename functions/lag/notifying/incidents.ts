/**
 * Tells notifiers when groups get into trouble, and when they are out of it, by Burrow's rules: an
 * incident begins with the first status worse than OK, and ends with the next OK.
 *
 * @module
 */
import type { NotifierConfig } from "../settings/burrow_config.ts";
import type { Evaluator, GroupStatus } from "../evaluation/evaluator.ts";
import { groupFilter } from "../settings/group_filter.ts";
import { SEVERITY } from "../evaluation/verdict.ts";

/** What a notifier is told. */
export interface Notification {
  event: "open" | "close";
  /** The same for all notifications of one incident; empty for a group that has none. */
  id: string;
  /** When the incident began. */
  start: Date | undefined;
  status: GroupStatus;
}

/** One `[notifier.NAME]`. */
export interface Notifier {
  name: string;
  config: NotifierConfig;
  notify(notification: Notification): void;
}

/** Options of {@linkcode Incidents}. */
export interface IncidentsOptions {
  notifiers: readonly Notifier[];
  evaluator: Pick<Evaluator, "status">;
  storage: { readonly groups: readonly string[] };
  /** The time, in ms since the Unix epoch. */
  now(): number;
}

interface WatchedGroup {
  evaluatedAt: number;
  incident?: { id: string; start: Date };
  /** By notifier: the time and the incident of its last notification. */
  told: Map<string, { at: number; id: string | undefined }>;
}

/** Remembers the groups, and the notifications that were sent for them. */
export class Incidents {
  readonly #options: IncidentsOptions;
  readonly #accepts: ReadonlyMap<Notifier, (group: string) => boolean>;
  readonly #intervalMs: number;
  #groups = new Map<string, WatchedGroup>();

  constructor(options: IncidentsOptions) {
    this.#options = options;
    this.#accepts = new Map(options.notifiers.map((n) => [n, groupFilter(n.config)]));
    this.#intervalMs = Math.min(...options.notifiers.map(({ config }) => config.interval)) * 1000;
  }

  /** Evaluates the groups whose turn it is; to be called every second or so. */
  tick(): void {
    const { storage, evaluator, now } = this.#options;
    const before = this.#groups;
    this.#groups = new Map(storage.groups.map((name) => [name, before.get(name) ?? this.#watch()]));
    for (const [name, group] of this.#groups) {
      if (now() - group.evaluatedAt < this.#intervalMs) continue;
      group.evaluatedAt = now();
      const status = evaluator.status(name);
      if (status.status !== "NOTFOUND") this.#take(group, status);
    }
  }

  /** A group's first turn comes by chance, so that not all of them come at once. */
  #watch(): WatchedGroup {
    const evaluatedAt = this.#options.now() - Math.random() * this.#intervalMs;
    return { evaluatedAt, told: new Map() };
  }

  #take(group: WatchedGroup, status: GroupStatus): void {
    const isOk = status.status === "OK";
    if (!isOk) {
      group.incident ??= { id: crypto.randomUUID(), start: new Date(this.#options.now()) };
    }
    for (const notifier of this.#options.notifiers) {
      if (this.#accepts.get(notifier)!(status.group)) this.#tell(notifier, group, status);
    }
    if (isOk) group.incident = undefined;
  }

  #tell({ name, config, notify }: Notifier, group: WatchedGroup, status: GroupStatus): void {
    const { incident, told } = group;
    const { id = "", start } = incident ?? {};
    if (incident && status.status === "OK" && config["send-close"]) {
      notify({ event: "close", id, start, status });
      told.delete(name);
      return;
    }
    if (SEVERITY[status.status] < config.threshold) return;
    const last = told.get(name);
    if (config["send-once"] && last?.id === id) return;
    const now = this.#options.now();
    const sendIntervalMs = (config["send-interval"] ?? config.interval) * 1000;
    if (last && now - last.at <= sendIntervalMs) return;
    told.set(name, { at: now, id });
    notify({ event: "open", id, start, status });
  }
}
