import { type Fault, proven } from "../fault.ts";

/** For how long every other batch is one that Kafka rejects, ms. */
const LASTS = 5_000;

/** Has every producer send batches that are rejected, each followed by good ones. */
export const rejectSends: Fault = {
  name: "have sends rejected",
  async inject({ workload }) {
    const at = workload.clock();
    const seen = workload.sent.length;
    workload.rejectFor(LASTS);
    const found = () =>
      new Map(
        workload.sent.slice(seen).filter(({ outcome }) => outcome === "rejected")
          .map(({ id, partition }) => [id, partition]),
      );
    const proof = await proven("rejected sends", () => {
      const rejected = found();
      const isEverywhere = new Set(rejected.values()).size === workload.partitions;
      if (workload.clock() < at + LASTS || !isEverywhere) return undefined;
      return `${rejected.size} records were rejected, of ${workload.partitions} partitions`;
    });
    return { what: "had every other batch rejected", at, proofs: [proof] };
  },
};
