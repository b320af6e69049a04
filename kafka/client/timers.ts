/**
 * Mends kafkajs 2.2.4's request queue. After each response it sets a timer to look again for requests
 * that were held back, though none is; the delay comes out negative, so each connection wakes every
 * millisecond for ever, and the runtime prints a TimeoutNegativeWarning.
 *
 * @module
 */
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";

interface Queue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

const queue: Queue = RequestQueue.prototype;
const schedule = queue.scheduleCheckPendingRequests;

queue.scheduleCheckPendingRequests = function (this: Queue) {
  if (this.pending.length > 0) schedule.call(this);
};
