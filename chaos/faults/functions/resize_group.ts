import { type Fault, proven } from "../fault.ts";

/** Has the group have so many members: others join, or the last ones leave. */
export function resizeGroup(size: number): Fault {
  return {
    name: `have ${size} in the group`,
    async inject({ workload }) {
      const { consumers, consumed } = workload;
      const before = consumers.length;
      const at = workload.clock();
      const seen = consumed.length;
      while (consumers.length < size) workload.addConsumer();
      const leaving = consumers.slice(size);
      for (const member of leaving) workload.forget(member);
      await Promise.all(leaving.map((member) => member.stop()));
      const names = consumers.map(({ name }) => name);
      const held = await proven("an assignment of all partitions", () => {
        const last = new Map<string, number>();
        for (const event of consumed.slice(seen)) {
          if (event.kind === "assigned") last.set(event.member, event.positions.length);
        }
        const shares = names.map((name) => last.get(name) ?? 0);
        const isWhole = shares.reduce((sum, share) => sum + share, 0) === workload.partitions;
        return isWhole ? `they hold ${shares.join(" + ")} partitions` : undefined;
      });
      return { what: `had ${size} in the group, after ${before}`, at, proofs: [held] };
    },
  };
}
