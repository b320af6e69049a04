import type { Brokers } from "../../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../../kafka/client/settings.ts";
import { GroupMembership } from "../../../../kafka/consumer/group_membership.ts";
import type { AssignedPosition } from "../../../../kafka/consumer/partition_feed.ts";

/** Options of {@linkcode ScheduleOwner}. */
export interface ScheduleOwnerOptions {
  settings: KafkaSettings;
  brokers: Brokers;
  /** One that only the function's replicas are members of. */
  group: string;
  /** A topic that is there; nothing is read of it. */
  topic: string;
  /** Called when it is known who it is, and each time anew. */
  onAssigned(): void;
}

/**
 * Which replica of a function keeps its schedule: the one to which the group gives the first partition of
 * a topic. So one does at most, and another one after it has gone.
 */
export class ScheduleOwner {
  readonly #membership: GroupMembership<AssignedPosition>;
  #isAssigned = false;

  constructor({ settings, brokers, group, topic, onAssigned }: ScheduleOwnerOptions) {
    this.#membership = new GroupMembership({
      settings,
      brokers,
      group,
      topics: [topic],
      paused: false,
      // Without a position there is nothing to fetch, and nothing to commit.
      locate: (assigned) => {
        this.#isAssigned = assigned.some(({ partition }) => partition === 0);
        return Promise.resolve(new Map());
      },
      process: () => Promise.resolve(),
      onAssigned,
    });
  }

  /** Whether it is this replica. */
  get isOwner(): boolean {
    return this.#isAssigned && this.#membership.partitions !== undefined;
  }

  /** Why nobody can say, or `undefined`. */
  get trouble(): string | undefined {
    return this.#membership.trouble;
  }

  /** Becomes one of those that can be it. */
  open(): void {
    this.#membership.open();
  }

  /** Leaves it to the others. */
  close(): Promise<void> {
    return this.#membership.close();
  }
}
