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

/** The name of the module that variables make where the file has none of its kind. */
const UNNAMED = "default";

/**
 * Burrow's configuration from its text. As with LinkedIn's Burrow, BURROW_<SECTION>_<NAME>_<KEY>
 * overrides a key: `BURROW_CLUSTER_LOCAL_OFFSET_REFRESH=2`. Where the file has no section of its kind,
 * the name is `default`: `BURROW_EVALUATOR_DEFAULT_EXPIRE_CACHE=2`.
 *
 * @throws {Error} whose message names every fault that was found, and the variables that are to blame.
 */
export function readBurrowConfig(text: string, source: Source): BurrowConfig {
  const table = parse(text) as Table;
  const overrides = new Overrides(source);
  overrides.apply(burrowSchema.shape, table, []);
  const result = burrowSchema.safeParse(table);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => `${[...issue.path, key].join(".")} is not known here`)
      : [`${overrides.nameOf(issue.path)}: ${issue.message}`]
  );
  throw new Error(`has ${faults.length} wrong: ${faults.join("; ")}`);
}

/** The variables that override keys of the file. */
class Overrides {
  readonly #source: Source;
  /** The variables that were set, by the path of their key. */
  readonly #set = new Map<string, string>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** Sets the keys of a table for which there are variables, and those of the tables in it. */
  apply(shape: z.ZodRawShape, table: Table, path: string[]): void {
    for (const [key, schema] of Object.entries(shape)) {
      const inner = unwrap(schema as z.ZodType);
      if (inner instanceof z.ZodObject) {
        this.apply(inner.shape, (table[key] ??= {}) as Table, [...path, key]);
      } else if (inner instanceof z.ZodRecord && path.length === 0) {
        this.#applyToModules(inner.valueType as z.ZodType, schema as z.ZodType, table, key);
      } else this.#applyToKey(inner, table, [...path, key]);
    }
  }

  /** A key by its path, with the variable that set it. */
  nameOf(path: readonly PropertyKey[]): string {
    const key = path.join(".");
    // What is wrong with an item of a list is wrong with the list.
    const set = path.map((_, index) => this.#set.get(path.slice(0, index + 1).join(".")));
    const variable = set.find((name) => name !== undefined);
    return variable === undefined ? key : `${variable} (${key})`;
  }

  #applyToModules(of: z.ZodType, section: z.ZodType, table: Table, key: string): void {
    const isAbsent = table[key] === undefined;
    const modules = (isAbsent ? unnamedModule(section) : table[key]) as Table;
    const before = this.#set.size;
    for (const [name, module] of Object.entries(modules)) {
      for (const { shape } of optionsOf(of)) this.apply(shape, module as Table, [key, name]);
    }
    if (isAbsent && this.#set.size > before) table[key] = modules;
  }

  #applyToKey(schema: z.ZodType, table: Table, path: string[]): void {
    const variable = variableName(path);
    const text = this.#source(variable);
    if (text === undefined || text === "") return;
    table[path.at(-1)!] = fromText(schema, text);
    this.#set.set(path.join("."), variable);
  }
}

/** What an absent section stands for, or a module without any key. */
function unnamedModule(section: z.ZodType): Table {
  const given = section instanceof z.ZodPrefault ? section.def.defaultValue : undefined;
  return structuredClone(given as Table | undefined) ?? { [UNNAMED]: {} };
}

function variableName(path: string[]): string {
  return ["BURROW", ...path].join("_").replace(/[.-]/g, "_").toUpperCase();
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
  if (schema instanceof z.ZodArray) return text.split(/[\s,]+/);
  const candidates = [text, Number(text), boolean];
  return candidates.find((candidate) => schema.safeParse(candidate).success) ?? text;
}
