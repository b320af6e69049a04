/** Sees, from a thread of its own, how soon `/healthz` is answered. */
export class HealthWatch implements Disposable {
  readonly #worker = new Worker(new URL("./health_worker.ts", import.meta.url), { type: "module" });
  readonly #failed = Promise.withResolvers<never>();

  /** @param url of `/healthz`, which must answer. */
  constructor(url: URL) {
    this.#failed.promise.catch(() => {});
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#failed.reject(new Error(`Cannot watch /healthz: ${event.message}`));
    };
    this.#worker.postMessage(url.href);
  }

  /** How long it took each time so far, ms. @throws {Error} where it did not answer. */
  async latencies(): Promise<number[]> {
    const { promise, resolve } = Promise.withResolvers<number[]>();
    this.#worker.onmessage = ({ data }) => resolve(data);
    this.#worker.postMessage(null);
    return await Promise.race([promise, this.#failed.promise]);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
