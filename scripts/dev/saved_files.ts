/**
 * Which files somebody saves.
 *
 * @module
 */
import { abortable, delay } from "@std/async";

/** How long no more may happen until a save counts as done, ms: editors write in several steps. */
const QUIET = 40;

/** What is no change of a file's text. */
const IGNORED: ReadonlySet<Deno.FsEvent["kind"]> = new Set(["access", "other"]);

/** What no function is made of: folders of packages and of version control, and editors' own files. */
const UNWATCHED = /[\\/](node_modules|\.git|\.new-[^\\/]*)[\\/]|~$|\.sw[a-z]$|[\\/]4913$/;

/**
 * The files in or below these folders that were saved, made, renamed or removed, each time that a save is
 * done. Ends when the signal is aborted.
 */
export async function* savedFiles(
  folders: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ReadonlySet<string>> {
  const watcher = Deno.watchFs([...folders]);
  let saved = new Set<string>();
  let news = Promise.withResolvers<void>();
  let last = 0;
  const reading = read();
  try {
    while (!signal.aborted) {
      await abortable(news.promise, signal).catch(() => {});
      while (performance.now() - last < QUIET && !signal.aborted) {
        await delay(QUIET, { signal }).catch(() => {});
      }
      if (signal.aborted) return;
      const done = saved;
      saved = new Set();
      news = Promise.withResolvers();
      if (done.size > 0) yield done;
    }
  } finally {
    watcher.close();
    await reading;
  }

  async function read(): Promise<void> {
    for await (const { kind, paths } of watcher) {
      const files = IGNORED.has(kind) ? [] : paths.filter((path) => !UNWATCHED.test(path));
      if (files.length === 0) continue;
      for (const path of files) saved.add(path);
      last = performance.now();
      news.resolve();
    }
  }
}
