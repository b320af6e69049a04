import { api } from "../wire/api.ts";
import { int16, int32, int64, nullableString } from "../wire/fields.ts";

/** Gives the id by which brokers tell an idempotent producer's batches; asked of any broker. */
export const initProducerId = api("InitProducerId", {
  key: 22,
  version: 4,
  request: {
    transactionalId: nullableString,
    transactionTimeoutMs: int32,
    /** -1, and the epoch too: a new id. */
    producerId: int64,
    producerEpoch: int16,
  },
  response: { throttleTimeMs: int32, errorCode: int16, producerId: int64, producerEpoch: int16 },
});
