/**
 * Ctrl-C, for commands that have something to finish first.
 *
 * @module
 */

/** A signal that is aborted by the first Ctrl-C or SIGTERM; a second one ends the process. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const signal of signals) {
    Deno.addSignalListener(signal, function onSignal() {
      controller.abort();
      Deno.removeSignalListener(signal, onSignal);
    });
  }
  return controller.signal;
}
