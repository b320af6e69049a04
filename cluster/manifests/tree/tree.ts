/**
 * A folder of manifests before it is written.
 *
 * @module
 */
import { stringify } from "yaml";

/** Objects, lists of them (documents of one file) and texts, by their paths from the folder on. */
export type Tree = Readonly<Record<string, unknown>>;

/** The first line of each file of objects. */
const HEADER =
  "# Written by `deno task manifests`: change the functions and topics, or patch it in an " +
  "overlay of your own.\n";

/** The texts of the files, by their paths; the same for the same tree, byte by byte. */
export function treeTexts(tree: Tree): Map<string, string> {
  const paths = Object.keys(tree).toSorted();
  return new Map(paths.map((path) => {
    const content = tree[path];
    if (typeof content === "string") return [path, content];
    const documents = Array.isArray(content) ? content : [content];
    return [path, HEADER + documents.map(document).join("---\n")];
  }));
}

function document(object: unknown): string {
  // Kubernetes reads YAML 1.1, in which an octal mode, `on` and `1e3` are not what they are in 1.2.
  return stringify(object, { aliasDuplicateObjects: false, lineWidth: 0, version: "1.1" });
}
