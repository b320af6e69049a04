import type { Api } from "../protocol/wire/api.ts";
import type { Brokers } from "./brokers.ts";

/** How long the controller may take for a change, in ms; it goes on with it after that, too. */
export const CHANGE_TIMEOUT = 10_000;

/** How much longer its answer is waited for, in ms. */
const GRACE = 2_000;

/** Asks the controller for a change. @throws {KafkaError} UNREACHABLE while there is none. */
export async function requestController<Q, R>(
  brokers: Brokers,
  api: Api<Q, R>,
  body: Q,
): Promise<R> {
  return await brokers.request(await brokers.controller(), api, body, CHANGE_TIMEOUT + GRACE);
}
