import { Buffer } from "node:buffer";
import type { RunParameters } from "./run_parameters.ts";
import { compileTemplate } from "../../runtime/producing/template.ts";

/** The key in turn: of so many, the one after the other. */
export function keyInTurn(turn: number, keys: number): string {
  return keys === 1 ? "testOne" : `key-${turn % keys}`;
}

/** Makes the values of a run: its template, filled up or cut to its size. */
export function valueMaker({ template, size }: RunParameters) {
  const fill = compileTemplate(template);
  if (size === undefined) return (seq: number, key: string) => fill({ seq, key });
  const padding = Buffer.alloc(size, ".");
  return (seq: number, key: string): Buffer | string => {
    const value = Buffer.allocUnsafe(size);
    padding.copy(value, value.write(fill({ seq, key })));
    return value;
  };
}
