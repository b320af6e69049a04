import { relative } from "node:path";
import { printable, printableLines, style } from "../cli/terminal/terminal.ts";
import type { TypeFault } from "./type_checker.ts";

/**
 * What is wrong with a file's types, its place, and the line of code with a mark below it.
 *
 * @param folder where its path is told from.
 */
export function typeFaultText(fault: TypeFault, folder: string): string {
  const { path, line, column, code, message, source } = fault;
  const where = `${relative(folder, path)}:${line}:${column}`;
  const head = `${style("cyan", where)} ${style("red", code)} ${printableLines(message)}`;
  const number = `${line}`;
  // Tabs before the mark are as wide as those of the line.
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [
    head,
    `  ${style("dim", `${number} |`)} ${printable(source).replaceAll("\\t", "\t")}`,
    `  ${style("dim", `${" ".repeat(number.length)} |`)} ${indent}${style("red", "^")}`,
  ].join("\n");
}
