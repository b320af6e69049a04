/**
 * The layers of the house: which room may import from which. The imports are read from Deno's own
 * graph, so types, .tsx and dynamic imports count too.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PROJECT_ROOT } from "../cluster/environment.ts";

/** What each layer may import, besides itself, packages and the names of deno.json. */
const BUILT_IN: Record<string, readonly string[]> = {
  "kafka": [],
  "vendor": [],
  "functions/runtime": ["kafka"],
  "functions/console": ["functions/runtime", "kafka"],
  "functions/consumer": ["functions/runtime", "kafka"],
  "functions/lag": ["functions/runtime", "kafka"],
  "functions/producer": ["functions/runtime", "kafka"],
  "functions/rest": ["functions/runtime", "kafka"],
  "cluster": ["kafka"],
  "scripts": ["cluster", "kafka"],
  // What is tested with it may be a function, or anything else that speaks to the lab's Kafka.
  "testing": ["cluster", "functions/runtime", "kafka"],
  // They stand for other repositories, which have what is exported.
  "examples": ["functions/runtime", "testing"],
  // These measure and test all there is.
  "bench": ["scripts", "cluster", "functions", "kafka", "tests"],
  "chaos": [
    ...["scripts/cli", "cluster", "functions/runtime", "kafka", "testing"],
    // What it tells of a run is what the console shows.
    "functions/console/chaos",
  ],
  "tests": ["scripts", "cluster", "functions", "kafka", "chaos"],
};

/** Users' own functions, and what they share: they come and go. */
const OWN = [...Deno.readDirSync(join(PROJECT_ROOT, "functions"))]
  .filter(({ isDirectory, name }) => isDirectory && !(`functions/${name}` in BUILT_IN))
  .map(({ name }) => `functions/${name}`);

const LAYERS = {
  ...BUILT_IN,
  ...Object.fromEntries(OWN.map((own) => [own, ["functions/runtime", "testing", "kafka", ...OWN]])),
};

/** Rooms of one layer, the lowest first: none imports from one that stands above it. */
const STOREYS: Record<string, readonly string[]> = {
  "kafka": [
    "kafka/record",
    "kafka/protocol",
    "kafka/client",
    "kafka/producer",
    "kafka/reader",
    "kafka/consumer",
    "kafka/admin",
    "kafka/letters",
    "kafka/cluster",
  ],
  "cluster": [
    "cluster/process",
    "cluster/own",
    "cluster/jvm",
    "cluster/nodes",
    "cluster/topics",
    "cluster/logs",
    "cluster/engines",
    "cluster/lifecycle",
    "cluster/doctor",
    "cluster/manifests",
  ],
  "functions/runtime": [
    "functions/runtime/cloudevents",
    "functions/runtime/schemas",
    "functions/runtime/config",
    "functions/runtime/log",
    "functions/runtime/http",
    "functions/runtime/control",
    "functions/runtime/ledger",
    "functions/runtime/producing",
    "functions/runtime/define",
    "functions/runtime/trigger",
    "functions/runtime/dead_letters",
    "functions/runtime/own",
  ],
  "functions/console": [
    "functions/console/assets",
    "functions/console/chaos",
    "functions/console/web",
    "functions/console/sources",
    "functions/console/live",
    "functions/console/components",
    "functions/console/pages",
  ],
};

/** Rooms that stand side by side, and know nothing of each other. */
const SIBLINGS: readonly [string, string][] = [
  ["cluster/engines/docker", "cluster/engines/native"],
];

/** Arrows that are as they should be although a rule above does not have them: from, to. */
const EXCEPTIONS: readonly [from: string, to: string, why: string][] = [
  // The pictures of README.md are taken by the browser tests' browser.
  ["scripts/screenshots.ts", "tests/browser/browser.ts", "the same Chromium"],
  // `deno serve function.ts` has nothing but the definition to start a function by.
  [
    "functions/runtime/define/define_function.ts",
    "functions/runtime/own/serve_defined.ts",
    "it is loaded when it is served",
  ],
];

/** One file that imports another, or a package. */
interface Arrow {
  from: string;
  /** A path from the project's root, or a package such as `npm:kafkajs@2.2.4`. */
  to: string;
}

const arrows = await readArrows();

Deno.test("the graph must be the whole house", () => {
  // The very arrows that a reader of texts would miss: a type, JSX, and a dynamic import.
  for (
    const [from, to] of [
      ["kafka/client/brokers.ts", "kafka/client/settings.ts"],
      ["functions/console/main.ts", "functions/console/app.ts"],
      ["scripts/up.ts", "cluster/lifecycle/up.ts"],
    ]
  ) assert(arrows.some((arrow) => arrow.from === from && arrow.to === to), `${from} → ${to}`);
});

Deno.test("every file must be of a layer", () => {
  const files = arrows.flatMap(({ from, to }) => /^\w+:/.test(to) ? [from] : [from, to]);
  assertEquals([...new Set(files)].filter((path) => layerOf(path) === undefined), []);
});

Deno.test("no layer may import from one that it does not stand on", () => {
  assertEquals(
    wrong(({ from, to }) => {
      const [own, other] = [layerOf(from), layerOf(to)];
      if (own === undefined || other === undefined || own === other) return false;
      // They are packages, of which this project has stand-ins.
      if (other === "vendor") return false;
      return !LAYERS[own].some((allowed) => isIn(to, allowed));
    }),
    [],
  );
});

Deno.test("no arrow may run up inside a layer", () => {
  assertEquals(
    wrong(({ from, to }) =>
      Object.values(STOREYS).some((storeys) => {
        const [own, other] = [from, to].map((path) =>
          storeys.findIndex((storey) => isIn(path, storey))
        );
        return own >= 0 && other > own;
      })
    ),
    [],
  );
});

Deno.test("siblings must not know each other", () => {
  assertEquals(
    wrong(({ from, to }) =>
      SIBLINGS.some(([a, b]) => (isIn(from, a) && isIn(to, b)) || (isIn(from, b) && isIn(to, a)))
    ),
    [],
  );
});

Deno.test("pages of the console must not know each other", () => {
  const page = (path: string) => /^functions\/console\/pages\/(\w+)\//.exec(path)?.[1];
  assertEquals(
    wrong(({ from, to }) => {
      const [own, other] = [page(from), page(to)];
      return own !== undefined && other !== undefined && own !== other;
    }),
    [],
  );
});

Deno.test("only kafka/client may import kafkajs", () => {
  assertEquals(
    wrong(({ from, to }) =>
      /^npm:\/?kafkajs@/.test(to) && !isIn(from, "kafka/client") && !isIn(from, "tests") &&
      !isIn(from, "bench") && !isIn(from, "chaos/foreign")
    ),
    [],
  );
});

Deno.test("what ships must import neither tests nor their fakes", () => {
  assertEquals(
    wrong(({ from, to }) => !isIn(from, "tests") && /_test\.tsx?$|\/testing\//.test(to)),
    [],
  );
});

/** Those arrows that a rule forbids, but for the exceptions. Tests may do what they like. */
function wrong(isWrong: (arrow: Arrow) => boolean): string[] {
  return arrows
    .filter(({ from }) => !/_test\.tsx?$|\/testing\//.test(from))
    .filter(({ from, to }) => !EXCEPTIONS.some(([a, b]) => from === a && to === b))
    .filter(isWrong)
    .map(({ from, to }) => `${from} → ${to}`);
}

function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS).find((layer) => isIn(path, layer));
}

function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

/** Every import in the project. */
async function readArrows(): Promise<Arrow[]> {
  const files = Object.keys(LAYERS).map((layer) => layer.split("/")[0]);
  const paths = [...new Set(files)].flatMap((room) => sourcesBelow(join(PROJECT_ROOT, room)));
  const root = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const imports = paths.map((path) => `import ${JSON.stringify(pathToFileURL(path).href)};\n`);
    await Deno.writeTextFile(root, imports.join(""));
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--config", join(PROJECT_ROOT, "deno.json"), root],
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
    return modules
      .filter(({ specifier }) =>
        specifier.startsWith("file:") && specifier !== `${pathToFileURL(root)}`
      )
      .flatMap(({ specifier, dependencies = [] }) =>
        dependencies.map((dependency) => ({
          from: projectPath(specifier),
          to: projectPath((dependency.code ?? dependency.type)?.specifier ?? dependency.specifier),
        }))
      );
  } finally {
    await Deno.remove(root);
  }
}

/** A module, as `deno info --json` tells of it. */
interface Module {
  specifier: string;
  dependencies?: {
    specifier: string;
    code?: { specifier: string };
    type?: { specifier: string };
  }[];
}

function projectPath(specifier: string): string {
  if (!specifier.startsWith("file:")) return specifier;
  return relative(PROJECT_ROOT, fileURLToPath(specifier)).replaceAll("\\", "/");
}

function sourcesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    if (isDirectory) return sourcesBelow(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}
