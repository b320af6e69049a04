/**
 * A member of the load's group, in a process of its own, so that it can be killed like one:
 * `consumer_main.ts <brokers> <topic> <group>`. It tells each assignment and each poll as a line of JSON
 * before its position moves, and leaves the group when its standard input ends.
 *
 * @module
 */
import { Brokers } from "../../kafka/client/brokers.ts";
import { committedOffsets } from "../../kafka/consumer/committed_offsets.ts";
import { GroupMembership } from "../../kafka/consumer/group_membership.ts";
import type { AssignedPosition } from "../../kafka/consumer/partition_feed.ts";
import { partitionName } from "../../kafka/topic_partition.ts";
import type { Assigned, Polled } from "../history.ts";
import { idOf } from "./load_record.ts";

/** A line of its output. */
export type Line = Omit<Assigned, "member" | "at"> | Omit<Polled, "member" | "at">;

/** A partition that is read as it is. */
interface Position extends AssignedPosition {
  position: number;
}

/** How many records a line tells of at most: who reads it has it whole. */
const LINE = 10_000;

if (import.meta.main) await main(Deno.args);

async function main([addresses, topic, group]: string[]): Promise<void> {
  const settings = { brokers: addresses.split(","), clientId: "chaos-consumer" };
  const brokers = new Brokers(settings);
  const membership = new GroupMembership<Position>({
    settings,
    brokers,
    group,
    topics: [topic],
    paused: false,
    maxWaitMs: 250,
    async locate(assigned) {
      const committed = await committedOffsets(brokers, group, assigned);
      const located = assigned.map((topicPartition): [string, Position] => {
        const name = partitionName(topicPartition);
        const offset = committed.get(name)?.offset ?? -1;
        return [name, {
          ...topicPartition,
          committed: offset,
          topicId: undefined,
          position: Math.max(offset, 0),
          metadata: () => "",
          jump(offset) {
            this.position = offset;
          },
          noteEnds() {},
        }];
      });
      const positions = located.map((
        [, { partition, position }],
      ): [number, number] => [partition, position]);
      tell({ kind: "assigned", positions });
      return new Map(located);
    },
    process(position, { records, next }) {
      const { partition } = position;
      for (let from = 0; from < records.length; from += LINE) {
        const some = records.slice(from, from + LINE);
        const told = some.map((record): [number, string] => [record.offset, idOf(record)]);
        tell({ kind: "polled", partition, records: told });
      }
      position.position = next;
      return Promise.resolve();
    },
  });
  membership.open();
  // Whoever reads it has gone, or wants it to end.
  for await (const _ of Deno.stdin.readable);
  await membership.close();
  await brokers.close();
}

function tell(line: Line): void {
  console.log(JSON.stringify(line));
}
