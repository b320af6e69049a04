import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT_ROOT } from "../../cluster/environment.ts";

/** What runs functions, as it stands in stacks. */
const RUNTIME = ["functions/runtime/", "kafka/", "vendor/"].map((room) =>
  pathToFileURL(join(PROJECT_ROOT, room)).href
);

/** What files of the checkout begin with in stacks. */
const CHECKOUT = `${pathToFileURL(PROJECT_ROOT).href}/`;

/**
 * An error's text with those lines of its stack only that are of the user's own code; files of the
 * checkout are told from there on.
 */
export function ownStack(text: string): string {
  const isOthers = (line: string) =>
    /^\s+at /.test(line) &&
    (RUNTIME.some((room) => line.includes(room)) || /\((ext|node):|at new Promise \(/.test(line));
  return text.split("\n").filter((line) => !isOthers(line)).join("\n").replaceAll(CHECKOUT, "");
}
