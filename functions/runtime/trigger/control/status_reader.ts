import { deadline } from "@std/async";
import type { Delivery } from "../delivery/delivery.ts";
import type { GroupOffsets, Target } from "../../../../kafka/admin/groups/group_offsets.ts";
import { lagOf } from "../../../../kafka/admin/groups/lag.ts";
import { decodeLedger } from "../../ledger/ledger_metadata.ts";
import { reportLedgers } from "../../ledger/ledger_report.ts";
import { RecentLatency } from "../../ledger/recent_latency.ts";
import type { TriggerMembership } from "../runner.ts";
import type { Status } from "./status_schema.ts";
import { partitionName } from "../../../../kafka/topic_partition.ts";
import type { Wanted } from "./wanted_trigger.ts";

/** How long Kafka's answer is waited for, in ms; what this replica knows itself is shown anyhow. */
const TIMEOUT = 3_000;

/** What the status is read from. */
export interface StatusSources {
  /** The function's name, for the message. */
  name: string;
  /** Asks Kafka where the group is. */
  offsets(target: Target): Promise<GroupOffsets>;
  runner: {
    readonly trouble: string | undefined;
    readonly membership: Pick<TriggerMembership, "member" | "partitions"> | undefined;
  };
  delivery: Pick<Delivery, "counts">;
}

/** Tells what a trigger is wanted to do, and how far it is: this replica, and the whole group. */
export class StatusReader {
  readonly #sources: StatusSources;
  readonly #recentLatency = new RecentLatency();

  constructor(sources: StatusSources) {
    this.#sources = sources;
  }

  /**
   * The status. Of partitions assigned to this replica the ledger is the one in memory; of all others
   * the one that was committed last, so that every replica shows the ledger of the whole group.
   */
  async read(wanted: Wanted | undefined): Promise<Status> {
    const { name, runner, delivery } = this.#sources;
    const state = wanted?.state ?? "stopped";
    const offsets = wanted && await this.#offsets(wanted).catch((error: Error) => error);
    const problem = runner.trouble ??
      (offsets instanceof Error
        ? `Cannot read the group's offsets: ${offsets.message}`
        : undefined);
    return {
      status: "ok",
      message: `${name} is ${state}`,
      state,
      wanted: wanted ?? null,
      problem: problem ?? null,
      member: runner.membership?.member ?? null,
      ...this.#progress(offsets instanceof Error ? undefined : offsets),
      handler: { ...delivery.counts },
    };
  }

  #progress(
    offsets: GroupOffsets | undefined,
  ): Pick<Status, "assignment" | "totalLag" | "ledger" | "recentLatency"> {
    const assigned = this.#sources.runner.membership?.partitions ?? [];
    for (const partition of assigned) {
      const log = offsets?.logs.get(partitionName(partition));
      if (log) partition.noteEnds(log.high, log.stable);
    }
    const own = new Set(assigned.map(partitionName));
    const others = [...offsets?.committed ?? []]
      .filter(([name, { offset }]) => offset >= 0 && !own.has(name))
      .map(([name, { offset, metadata }]) => ({
        ledger: decodeLedger(offset, metadata),
        lag: lagOf(offset, offsets?.logs.get(name)?.stable),
      }));
    return {
      assignment: assigned.map((one) => ({
        topic: one.topic,
        partition: one.partition,
        position: one.position,
        committed: one.committed,
        highWatermark: one.highWatermark ?? null,
        lastStableOffset: one.lastStableOffset ?? null,
        lag: one.lag ?? null,
        lagSeconds: one.lagSeconds() ?? null,
      })),
      totalLag: [...assigned, ...others].reduce((sum, { lag = 0 }) => sum + lag, 0),
      ledger: reportLedgers([...assigned, ...others].map(({ ledger }) => ledger)),
      recentLatency: this.#recentLatency.read(
        assigned.map(({ ledger }) => ledger.state.latency),
        [...own].join(),
      ),
    };
  }

  async #offsets(target: Target): Promise<GroupOffsets> {
    try {
      return await deadline(this.#sources.offsets(target), TIMEOUT);
    } catch (error) {
      if ((error as Error).name !== "TimeoutError") throw error;
      throw new Error(`no answer within ${TIMEOUT} ms`, { cause: error });
    }
  }
}
