/**
 * Asks one after the other until one answers: the next as soon as the one before has failed, or has
 * taken longer than `patienceMs`, so that one that hangs does not hold up the others. All that were
 * asked may still answer; the first answer counts.
 *
 * @param isFinal whether an error is an answer, too, so that nobody else needs to be asked.
 * @throws {AggregateError} with the errors in the order of the failures, when all have failed;
 * or the final error.
 */
export function firstAnswer<T>(
  asks: readonly (() => Promise<T>)[],
  { patienceMs, isFinal }: { patienceMs: number; isFinal(error: unknown): boolean },
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const errors: unknown[] = [];
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function askNext(): void {
    clearTimeout(timer);
    if (asked === asks.length) return;
    timer = setTimeout(askNext, patienceMs);
    asks[asked++]().then(resolve, fail);
  }

  function fail(error: unknown): void {
    errors.push(error);
    if (isFinal(error)) reject(error);
    else if (errors.length === asks.length) reject(new AggregateError(errors));
    else if (errors.length === asked) askNext();
  }

  askNext();
  return promise.finally(() => {
    asked = asks.length;
    clearTimeout(timer);
  });
}
