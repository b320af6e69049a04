/**
 * Reads `burrow.toml`, and the variables that override it.
 *
 * @module
 */
import { parse } from "smol-toml";
import { z } from "zod";
import type { Source } from "../../runtime/config/variable.ts";
import { type BurrowConfig, burrowSchema } from "./burrow_config.ts";

type Table = Record<string, unknown>;

/**
 * Burrow's configuration from its text. As with LinkedIn's Burrow, BURROW_<SECTION>_<NAME>_<KEY>
 * overrides a key: `BURROW_CLUSTER_LOCAL_OFFSET_REFRESH=2`.
 *
 * @throws {Error} whose message names every fault that was found.
 */
export function readBurrowConfig(text: string, source: Source): BurrowConfig {
  const table = parse(text) as Table;
  override(burrowSchema.shape, table, ["BURROW"], source);
  const result = burrowSchema.safeParse(table);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => `${[...issue.path, key].join(".")} is not known here`)
      : [`${issue.path.join(".")}: ${issue.message}`]
  );
  throw new Error(`has ${faults.length} wrong: ${faults.join("; ")}`);
}

/** Sets the keys of a table for which there are variables, and those of the tables in it. */
function override(shape: z.ZodRawShape, table: Table, path: string[], source: Source): void {
  for (const [key, schema] of Object.entries(shape)) {
    const inner = unwrap(schema as z.ZodType);
    if (inner instanceof z.ZodObject) {
      override(inner.shape, subTable(table, key), [...path, key], source);
    } else if (inner instanceof z.ZodRecord && path.length === 1) {
      for (const [name, module] of Object.entries(table[key] as Table ?? {})) {
        for (const option of optionsOf(inner.valueType as z.ZodType)) {
          override(option.shape, module as Table, [...path, key, name], source);
        }
      }
    } else {
      const text = source(variableName([...path, key]));
      if (text !== undefined && text !== "") table[key] = fromText(inner, text);
    }
  }
}

function subTable(table: Table, key: string): Table {
  return (table[key] ??= {}) as Table;
}

function variableName(path: string[]): string {
  return path.join("_").replace(/[.-]/g, "_").toUpperCase();
}

/** The schema under its defaults. */
function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap() as z.ZodType;
  }
  return inner;
}

function optionsOf(schema: z.ZodType): z.ZodObject[] {
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options as z.ZodObject[];
  return [schema as z.ZodObject];
}

/** A variable's text as what the schema takes: itself, a number, a boolean, or a list. */
function fromText(schema: z.ZodType, text: string): unknown {
  const boolean = { true: true, false: false }[text];
  const candidates = [text, Number(text), boolean, text.split(/[\s,]+/)];
  return candidates.find((candidate) => schema.safeParse(candidate).success) ?? text;
}
