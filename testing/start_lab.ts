import { runningLab, sharedLab } from "./shared_lab.ts";
import { TestLab } from "./test_lab.ts";

/** What {@linkcode startLab} takes. */
export interface LabOptions {
  /** Whether to use the lab that `deno task up` has brought up, in the place of one of the tests' own. */
  join?: boolean;
  /** Ends the wait for the lab. */
  signal?: AbortSignal;
}

/**
 * A real lab for a test: three ZooKeeper servers and three brokers, native processes on free ports.
 * The first call of a process brings it up, which takes seconds; further ones share it. It ends with the
 * process, however that ends; what a test has made in it goes when the test disposes of it.
 *
 * @throws {Error} with what went wrong and the end of the log, when it does not come up.
 *
 * @example
 * ```ts ignore
 * Deno.test("an order must become an invoice", async () => {
 *   await using lab = await startLab();
 *   const orders = await lab.topic();
 *   await orders.produce([{ key: "a", value: { price: 3, amount: 2 } }]);
 *   const [order] = await orders.consume({ count: 1 });
 * });
 * ```
 */
export async function startLab(
  { join = false, signal = new AbortController().signal }: LabOptions = {},
): Promise<TestLab> {
  return new TestLab(join ? await runningLab() : await sharedLab(signal));
}
