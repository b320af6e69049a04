/**
 * Examples for the API reference.
 *
 * @module
 */

/** What GET answers. */
export const LISTED = {
  status: "ok",
  message: "1 letter is open",
  ...{ topic: "orders.dlq", open: 1, matched: 1, complete: true, unread: [] },
  groups: [{
    ...{ error: "Error: no such customer #", letters: 1, first: "2026-11-30T02:50:00.000Z" },
    ...{ last: "2026-11-30T02:50:00.000Z", sources: ["orders"], newest: "0/17" },
  }],
  times: [{ from: "2026-11-30T02:50:00.000Z", seconds: 60, letters: 1 }],
  letters: [{
    ...{ place: "0/17", time: "2026-11-30T02:50:00.000Z", origin: "instigator" },
    source: { topic: "orders", partition: 0, offset: 1199, time: "2026-11-30T02:49:59.000Z" },
    ...{ error: "Error: no such customer 12", attempts: 4, returns: 0, earlier: [] },
    record: {
      ...{ topic: "orders.dlq", partition: 0, offset: 17, time: "2026-11-30T02:50:00.000Z" },
      ...{ key: "a", value: "{}", headers: { "dlq-topic": "orders" } },
    },
  }],
};

/** What POST answers. */
export const DEALT = {
  status: "ok",
  message: "Redriven 1 letters of orders.dlq",
  applied: true,
  ...{ topic: "orders.dlq", dealt: 1, unrecorded: 0, refused: 0, refusals: [], end: "all" },
  ...{ unread: [], targets: [{ topic: "orders", letters: 1 }] },
};
