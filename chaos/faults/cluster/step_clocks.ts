import { delay } from "@std/async";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { labKafka } from "../../../cluster/lab_kafka.ts";
import type { KafkaNode } from "../../../cluster/topology.ts";
import { untilReady } from "../../../testing/lab_nodes.ts";
import { type Fault, proven } from "../fault.ts";
import { byDays, clocksOf, DAY } from "../means/clocks.ts";
import { Keepsakes } from "../means/keepsakes.ts";
import { killProcess } from "../means/node_process.ts";

/** How far a clock may be from where it was set, s; it takes a second to be seen. */
const NEAR = 60;

/** For how long brokers look for what is too old, each second, before it is asked what they have kept, ms. */
const LOOKING = 5_000;

/** Whose clocks are set, and what else befalls them. */
export interface StepOptions {
  /** All brokers', or that of one. */
  of: "all" | "one";
  days: number;
  /** Whether one of them is killed then, and starts with the clock as it is. */
  restart?: boolean;
}

/**
 * Sets brokers' clocks, and back again when it is healed. The cluster must forget nothing by either.
 *
 * After a clock that was ahead, restart the brokers before anything is asked of a partition without traffic. Kafka 3.9
 * measures the second that a follower pauses after an error by that clock (`DelayedItem`), and keeps the moment when
 * it ends with the partition until the next record comes:
 *
 * 1. the clock goes a day ahead, and a fetch fails: the pause ends in a second;
 * 2. the partition gets no record, so that the moment stays with it;
 * 3. the clock goes back: that moment is a day ahead, and the follower does not fetch until then;
 * 4. it is taken for one in sync all the while, as that is measured by the clock as well: what is written with
 *    acks=all waits for it.
 */
export function stepClocks({ of, days, restart = false }: StepOptions): Fault {
  const whose = of === "all" ? "the brokers' clocks" : "a broker's clock";
  return {
    name: `set ${whose} ${byDays(days)}`,
    async inject({ lab, workload, random }) {
      const clock = clocksOf(lab);
      const { kafka } = lab.topology;
      const chosen = kafka[Math.floor(random() * kafka.length)];
      const nodes: readonly KafkaNode[] = of === "all" ? kafka : [chosen];
      const brokers = new Brokers(labKafka(lab.topology));
      const keepsakes = new Keepsakes(brokers);
      const setBack = () => nodes.forEach(({ name }) => clock.set(name, 0));
      const end = async () => {
        setBack();
        await keepsakes.take();
        await brokers.close();
      };
      try {
        await keepsakes.give();
        for (const { name } of nodes) clock.set(name, days * DAY);
        const at = workload.clock();
        const seen = await proven("the clock that was set", async () => {
          const clocks = await keepsakes.clocks();
          const off = nodes.map(({ id }) => (clocks.get(id)! - Date.now()) / 1_000);
          const isSet = off.every((seconds) => Math.abs(seconds - days * DAY) < NEAR);
          return isSet ? `they write records ${Math.round(off[0])} s off` : undefined;
        });
        const names = nodes.map(({ name }) => name).join(", ");
        const proofs = [seen];
        if (restart) proofs.push(await killProcess(lab, chosen.name));
        return {
          what: `set the clock of ${names} by ${days * DAY} s` +
            (restart ? `, and killed ${chosen.name}` : ""),
          at,
          proofs,
          async heal() {
            try {
              await untilReady(lab);
              await keeps(keepsakes, "while the clock was set");
              setBack();
              await keeps(keepsakes, "once it was set back");
            } finally {
              await end();
            }
          },
        };
      } catch (error) {
        await end();
        throw error;
      }
    },
  };
}

/** @throws {Error} that names what the cluster has forgotten. */
async function keeps(keepsakes: Keepsakes, when: string): Promise<void> {
  await delay(LOOKING);
  const forgotten = await keepsakes.forgotten();
  if (forgotten.length === 0) return;
  throw new Error(`The cluster has forgotten, ${when}: ${forgotten.join(", ")}`);
}
