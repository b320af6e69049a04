/**
 * Scala's lambdas, so that a JVM's cache of classes can hold them.
 *
 * Scala has each lambda made by `LambdaMetafactory.altMetafactory`, as only that makes it
 * serializable. Neither an ahead-of-time cache (JEP 483) nor an AppCDS archive (JEP 350) keeps such
 * a lambda, so a broker would make some 1,400 classes at every start, which is a quarter of its
 * work. Nobody serializes a broker's lambdas: here they are made by the plain `metafactory`, as
 * Java's own are. No instruction of a class changes, only its table of bootstrap methods.
 *
 * @see https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html (The class File Format)
 * @module
 */

/** Tags of the constant pool (JVMS, table 4.4-A), as far as they matter here. */
const UTF8 = 1, NAME_AND_TYPE = 12, METHOD_HANDLE = 15, INVOKE_DYNAMIC = 18;

/** Bytes of a constant by its tag, the tag among them; {@linkcode UTF8} tells its own length. */
const SIZES: Readonly<Record<number, number>> = {
  ...{ 3: 5, 4: 5, 5: 9, 6: 9, 7: 3, 8: 3, 9: 5, 10: 5, 11: 5 },
  ...{ 12: 5, 15: 4, 16: 3, 17: 5, 18: 5, 19: 3, 20: 3 },
};

/** A `long` or `double` takes two places of the constant pool. */
const WIDE: readonly number[] = [5, 6];

/** Flags of `altMetafactory`. */
const MARKERS = 2, BRIDGES = 4;

/** Scala's and Java's functions: interfaces of one abstract method, so that no bridge is ever called. */
const FUNCTION = /\)L(?:scala\/Function\d+|java\/util\/function\/\w+);$/;

const FACTORY = "java/lang/invoke/LambdaMetafactory";
const LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";
const METHOD_TYPE = "Ljava/lang/invoke/MethodType;";
const METAFACTORY_TYPE = `(${LOOKUP}Ljava/lang/String;${METHOD_TYPE}${METHOD_TYPE}` +
  `Ljava/lang/invoke/MethodHandle;${METHOD_TYPE})Ljava/lang/invoke/CallSite;`;

/** The class file with plain lambdas; the very same bytes where it has no others. */
export function withPlainLambdas(classFile: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const file = new ClassFile(classFile);
  const table = file.attribute("BootstrapMethods");
  if (!table) return classFile;

  const plain = file.count;
  let metafactory: number[] | undefined;
  const entries = file.bootstrapMethods(table).map((entry, index) => {
    if (!file.isSerializableLambda(entry, index)) return entry;
    metafactory ??= file.metafactoryConstants(entry.method);
    return { method: plain + 4, args: entry.args.slice(0, 3) };
  });
  if (!metafactory || plain + 5 > 0xffff) return classFile;

  const body = u2(entries.length);
  for (const { method, args } of entries) body.push(...[method, args.length, ...args].flatMap(u2));
  return concatenate([
    classFile.subarray(0, 8),
    u2(plain + 5),
    classFile.subarray(10, file.poolEnd),
    metafactory,
    classFile.subarray(file.poolEnd, table.start - 4),
    [...u2(body.length >>> 16), ...u2(body.length & 0xffff)],
    body,
    classFile.subarray(table.end),
  ]);
}

/** An entry of `BootstrapMethods` (JVMS 4.7.23), in places of the constant pool. */
interface BootstrapMethod {
  method: number;
  args: number[];
}

/** Where the content of an attribute lies, bytes from the beginning. */
interface Extent {
  start: number;
  end: number;
}

/** Reads a class file as far as its lambdas ask for. */
class ClassFile {
  /** Places of the constant pool; the first is 1. */
  readonly count: number;
  readonly poolEnd: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Where each constant is. */
  readonly #at: number[] = [];
  /** The types of the lambdas' call sites, by the entry of `BootstrapMethods` that makes them. */
  readonly #callSites = new Map<number, string[]>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.count = this.#u2(8);
    let at = 10;
    for (let place = 1; place < this.count; place++) {
      this.#at[place] = at;
      const tag = bytes[at];
      at += tag === UTF8 ? 3 + this.#u2(at + 1) : SIZES[tag];
      if (WIDE.includes(tag)) place++;
    }
    this.poolEnd = at;
    for (const place of this.#at.keys()) {
      if (bytes[this.#at[place]] !== INVOKE_DYNAMIC) continue;
      const [entry, nameAndType] = this.#pair(place);
      const type = this.#text(this.#pair(nameAndType)[1]);
      this.#callSites.set(entry, [...this.#callSites.get(entry) ?? [], type]);
    }
  }

  /** Where the class's attribute of this name is; `undefined` when it has none. */
  attribute(name: string): Extent | undefined {
    const interfaces = this.poolEnd + 6;
    let at = interfaces + 2 + 2 * this.#u2(interfaces);
    at = this.#afterMembers(this.#afterMembers(at));
    const attributes = this.#u2(at);
    at += 2;
    for (let i = 0; i < attributes; i++) {
      const end = this.#afterAttribute(at);
      if (this.#text(this.#u2(at)) === name) return { start: at + 6, end };
      at = end;
    }
  }

  bootstrapMethods({ start }: Extent): BootstrapMethod[] {
    let at = start + 2;
    return Array.from({ length: this.#u2(start) }, () => {
      const method = this.#u2(at);
      const args = Array.from({ length: this.#u2(at + 2) }, (_, i) => this.#u2(at + 4 + 2 * i));
      at += 4 + 2 * args.length;
      return { method, args };
    });
  }

  /** Whether it makes lambdas that are nothing but serializable beyond what plain ones are. */
  isSerializableLambda({ method, args }: BootstrapMethod, index: number): boolean {
    const { owner, name } = this.#methodOf(method);
    if (owner !== FACTORY || name !== "altMetafactory") return false;
    const flags = this.#view.getInt32(this.#at[args[3]] + 1);
    if (flags & MARKERS) return false;
    return !(flags & BRIDGES) ||
      (this.#callSites.get(index) ?? []).every((type) => FUNCTION.test(type));
  }

  /** Five constants for the end of the pool; the last is the handle of `metafactory`. */
  metafactoryConstants(altMetafactory: number): number[] {
    const handle = this.#at[altMetafactory];
    const method = this.#at[this.#u2(handle + 2)];
    return [
      ...utf8("metafactory"),
      ...utf8(METAFACTORY_TYPE),
      ...[NAME_AND_TYPE, ...u2(this.count), ...u2(this.count + 1)],
      ...[this.#bytes[method], ...u2(this.#u2(method + 1)), ...u2(this.count + 2)],
      ...[METHOD_HANDLE, this.#bytes[handle + 1], ...u2(this.count + 3)],
    ];
  }

  /** The class and the name of the method behind a handle. */
  #methodOf(handle: number): { owner: string; name: string } {
    const [owner, nameAndType] = this.#pair(this.#u2(this.#at[handle] + 2));
    return {
      owner: this.#text(this.#u2(this.#at[owner] + 1)),
      name: this.#text(this.#pair(nameAndType)[0]),
    };
  }

  /** The two places that a constant refers to. */
  #pair(place: number): [number, number] {
    return [this.#u2(this.#at[place] + 1), this.#u2(this.#at[place] + 3)];
  }

  #text(place: number): string {
    const at = this.#at[place];
    return new TextDecoder().decode(this.#bytes.subarray(at + 3, at + 3 + this.#u2(at + 1)));
  }

  /** Where the fields or methods that begin here end. */
  #afterMembers(at: number): number {
    const members = this.#u2(at);
    at += 2;
    for (let member = 0; member < members; member++) {
      const attributes = this.#u2(at + 6);
      at += 8;
      for (let i = 0; i < attributes; i++) at = this.#afterAttribute(at);
    }
    return at;
  }

  #afterAttribute(at: number): number {
    return at + 6 + this.#view.getUint32(at + 2);
  }

  #u2(at: number): number {
    return this.#view.getUint16(at);
  }
}

function u2(value: number): number[] {
  return [value >>> 8, value & 0xff];
}

/** A constant of ASCII text. */
function utf8(text: string): number[] {
  return [UTF8, ...u2(text.length), ...new TextEncoder().encode(text)];
}

function concatenate(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
