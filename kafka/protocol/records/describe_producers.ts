import { api } from "../wire/api.ts";
import { array, int16, int32, int64, nullableString, string, struct } from "../wire/fields.ts";

/** The producers that a partition remembers (KIP-664): the idempotent ones; asked of its leader. */
export const describeProducers = api("DescribeProducers", {
  key: 61,
  version: 0,
  request: { topics: array(struct({ name: string, partitions: array(int32) })) },
  response: {
    throttleTimeMs: int32,
    topics: array(struct({
      name: string,
      partitions: array(struct({
        partition: int32,
        errorCode: int16,
        errorMessage: nullableString,
        producers: array(struct({
          producerId: int64,
          producerEpoch: int32,
          lastSequence: int32,
          /** Of its last batch, in ms, by the clock that stamps the topic's records. */
          lastTimestamp: int64,
          coordinatorEpoch: int32,
          /** -1: it has no open transaction. */
          transactionStart: int64,
        })),
      })),
    })),
  },
});
