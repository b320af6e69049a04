import { assert, assertEquals } from "@std/assert";
import { basename } from "node:path";
import { unzipSync } from "fflate";
import { labEnvironment } from "../environment.ts";
import { silent } from "../progress.ts";
import { cacheableClassPath, ensureCacheableJars } from "./cacheable_jars.ts";
import { ensureJars } from "./jars.ts";
import { withPlainLambdas } from "./plain_lambdas.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const u2 = (value: number) => [value >> 8, value & 0xff];
const u4 = (value: number) => [...u2(value >>> 16), ...u2(value & 0xffff)];
const utf8 = (text: string) => [1, ...u2(text.length), ...new TextEncoder().encode(text)];

const PLAIN_TYPE = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;" +
  "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;" +
  "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";

/** The flags of a lambda: serializable, and with markers or bridges. */
const SERIALIZABLE = 1, MARKERS = 2, BRIDGES = 4;

/**
 * A class with one lambda for each of `lambdas`: its flags, the interface that it implements, and
 * whether the class file has it made by the plain `metafactory`. The constants for that stand at
 * the end, if at all.
 */
function classFile(lambdas: { flags: number; of: string; plain?: boolean }[]): Bytes {
  const pool: number[][] = [];
  let count = 1;
  const add = (constant: number[]) => {
    pool.push(constant);
    return count++;
  };
  const name = add(utf8("BootstrapMethods"));
  const owner = add([7, ...u2(add(utf8("java/lang/invoke/LambdaMetafactory")))]);
  const handle = (method: string, type: string) => {
    const texts = [add(utf8(method)), add(utf8(type))];
    const nameAndType = add([12, ...texts.flatMap(u2)]);
    return add([15, 6, ...u2(add([10, ...u2(owner), ...u2(nameAndType)]))]);
  };
  add([5, 0, 0, 0, 0, 0, 0, 0, 7]);
  count++; // a long takes two places
  const alt = handle("altMetafactory", "()V");
  const entries = lambdas.map(({ flags, of }, i) => {
    const nameAndType = add([12, ...u2(add(utf8("apply"))), ...u2(add(utf8(`()L${of};`)))]);
    add([18, ...u2(i), ...u2(nameAndType)]);
    // Where the pool has a type or a handle, any constant does here.
    return [name, name, name, add([3, ...u4(flags)]), name];
  });
  const plain = lambdas.some((lambda) => lambda.plain) ? handle("metafactory", PLAIN_TYPE) : 0;
  const table = u2(entries.length).concat(...entries.map((args, i) => {
    const method = lambdas[i].plain ? plain : alt;
    const kept = lambdas[i].plain ? args.slice(0, 3) : args;
    return [method, kept.length, ...kept].flatMap(u2);
  }));
  const method = [...u2(1), ...u2(name), ...u2(name), ...u2(1), ...u2(name), ...u4(3), 1, 2, 3];
  return new Uint8Array([
    ...[0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, ...u2(count), ...pool.flat()],
    ...[...u2(0x31), ...u2(owner), ...u2(owner), ...u2(1), ...u2(owner)],
    ...[...u2(0), ...u2(1), ...method],
    ...[...u2(2), ...u2(name), ...u4(table.length), ...table, ...u2(owner), ...u4(1), 9],
  ]);
}

Deno.test("withPlainLambdas() has serializable lambdas made by metafactory, and keeps others", () => {
  const function1 = "scala/Function1", consumer = "java/util/function/Consumer";
  assertEquals(
    withPlainLambdas(classFile([
      { flags: SERIALIZABLE, of: "kafka/Any" },
      { flags: SERIALIZABLE | MARKERS, of: function1 },
      { flags: SERIALIZABLE | BRIDGES, of: function1 },
      { flags: BRIDGES, of: consumer },
      { flags: SERIALIZABLE | BRIDGES, of: "kafka/Any" },
    ])),
    classFile([
      { flags: SERIALIZABLE, of: "kafka/Any", plain: true },
      { flags: SERIALIZABLE | MARKERS, of: function1 },
      { flags: SERIALIZABLE | BRIDGES, of: function1, plain: true },
      { flags: BRIDGES, of: consumer, plain: true },
      // Something might call the bridge.
      { flags: SERIALIZABLE | BRIDGES, of: "kafka/Any" },
    ]),
  );
});

Deno.test("withPlainLambdas() leaves a class alone that has nothing to change", () => {
  for (const lambdas of [[], [{ flags: SERIALIZABLE | MARKERS, of: "kafka/Any" }]]) {
    const same = classFile(lambdas);
    assert(withPlainLambdas(same) === same);
  }
});

Deno.test("the class path of brokers has Kafka's classes, with nothing left to change", async () => {
  const environment = labEnvironment();
  await ensureJars(environment, silent);
  await ensureCacheableJars(environment);
  const copy = cacheableClassPath(environment).find((jar) => basename(jar).startsWith("kafka_"))!;
  const original = copy.replace(/plain-lambdas-\d+./, "");
  assert(copy !== original);
  const [copied, originals] = await Promise.all(
    [copy, original].map(async (jar) => unzipSync(await Deno.readFile(jar))),
  );
  assertEquals(Object.keys(copied), Object.keys(originals));
  let changed = 0;
  for (const [name, content] of Object.entries(originals)) {
    if (!name.endsWith(".class")) {
      assertEquals(copied[name], content);
      continue;
    }
    assert(withPlainLambdas(copied[name] as Bytes) === copied[name], name);
    if (copied[name].length !== content.length) changed++;
  }
  assert(changed > 300, `${changed} classes changed`);
});
