import type { Marker, Source } from "../../../kafka/producer/entry.ts";

/** Marks nothing. */
const PLAIN: Marker = {
  begin() {},
  mark: (record) => record,
  acknowledged() {},
  renew() {},
};

/**
 * A source whose records are written as they are.
 *
 * @param deliveryTimeoutMs for how long records are tried.
 */
export function plainSource(deliveryTimeoutMs: number): Source {
  return { deliveryTimeoutMs, cancelled: false, marker: () => PLAIN };
}
