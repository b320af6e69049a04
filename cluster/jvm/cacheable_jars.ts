/**
 * The class path of the JVMs that have a cache of classes: Scala's jars are copies there, whose
 * lambdas such a cache can hold; see {@linkcode withPlainLambdas}. `deno task bench startup` shows
 * what that gains.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import type { LabEnvironment } from "../environment.ts";
import { classPath } from "./jars.ts";
import { withPlainLambdas } from "./plain_lambdas.ts";

/** Where the copies go, beside the jars; its number changes when the way of making them does. */
const FOLDER = "plain-lambdas-2";

/** The time of modification of a finished copy: whoever writes to it afterwards changes it. */
const MADE_AT = new Date("2000-01-01T00:00:00Z");

/** The class path; {@linkcode ensureCacheableJars} makes what stands there. */
export function cacheableClassPath(environment: LabEnvironment): string[] {
  return classPath(environment).map((jar) => isOfScala(jar) ? copyOf(jar) : jar);
}

/** Makes the copies that are not there yet, of jars that are. */
export async function ensureCacheableJars(environment: LabEnvironment): Promise<void> {
  for (const jar of classPath(environment).filter(isOfScala)) {
    const copy = copyOf(jar);
    const stat = await Deno.stat(copy).catch(() => undefined);
    if (stat?.mtime?.getTime() === MADE_AT.getTime()) continue;
    await Deno.mkdir(dirname(copy), { recursive: true });
    // Another lab may be making the same.
    const partPath = await Deno.makeTempFile({ dir: dirname(copy), suffix: ".part" });
    await Deno.writeFile(partPath, await jarWithPlainLambdas(await Deno.readFile(jar)));
    await Deno.utime(partPath, MADE_AT, MADE_AT);
    await Deno.chmod(partPath, 0o644);
    await Deno.rename(partPath, copy);
  }
}

function isOfScala(jar: string): boolean {
  return /^scala-library-|_2\.13-/.test(basename(jar));
}

function copyOf(jar: string): string {
  return join(dirname(jar), FOLDER, basename(jar));
}

async function jarWithPlainLambdas(jar: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { unzipSync, zipSync } = await import("fflate");
  const entries = Object.entries(unzipSync(jar)).map(([name, content]) =>
    [
      name,
      name.endsWith(".class") ? withPlainLambdas(content as Uint8Array<ArrayBuffer>) : content,
    ] as const
  );
  // Not compressed: that would take longer than all the rest.
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: MADE_AT });
}
