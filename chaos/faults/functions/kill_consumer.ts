import { type Fault, proven } from "../fault.ts";

/** Kills a member of the group (SIGKILL), and starts another in its place. */
export const killConsumer: Fault = {
  name: "kill a consumer",
  async inject({ workload, random }) {
    const { consumers, consumed } = workload;
    const victim = consumers[Math.floor(random() * consumers.length)];
    workload.forget(victim);
    const signal = await victim.kill();
    const at = workload.clock();
    if (signal !== "SIGKILL") throw new Error(`The fault has not landed: ${victim.name} had ended`);
    const seen = consumed.length;
    const next = workload.addConsumer();
    const rebalanced = await proven(`the assignment of ${next.name}`, () => {
      const isNext = ({ kind, member }: { kind: string; member: string }) =>
        kind === "assigned" && member === next.name;
      return consumed.slice(seen).some(isNext) ? `${next.name} has its partitions` : undefined;
    });
    const what = `killed ${victim.name} of the group, and started ${next.name}`;
    return { what, at, proofs: [`pid ${victim.pid} ended by ${signal}`, rebalanced] };
  },
};
