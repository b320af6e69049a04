import { assert, assertEquals } from "@std/assert";

/** The console's rooms. Each imports only itself and those before it. */
const ROOMS = ["assets", "web", "sources", "live", "components", "pages"];

const ROOT = new URL("./", import.meta.url).href;

interface Graph {
  modules: {
    specifier: string;
    dependencies?: { code?: { specifier?: string }; type?: { specifier?: string } }[];
  }[];
}

/** Each import from one of the console's files to another, below its folder. */
async function imports(): Promise<[from: string, to: string][]> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", new URL("main.ts", ROOT).href],
  }).output();
  assertEquals(code, 0);
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
  return modules.flatMap(({ specifier, dependencies = [] }) =>
    dependencies.flatMap(({ code, type }) => [code?.specifier, type?.specifier])
      .filter((to) => specifier.startsWith(ROOT) && to?.startsWith(ROOT))
      .map((to): [string, string] => [specifier.slice(ROOT.length), to!.slice(ROOT.length)])
  );
}

/** The room of a file; after all of them, what stands at the top. */
function level(file: string): number {
  if (!file.includes("/")) return ROOMS.length;
  return ROOMS.indexOf(file.slice(0, file.indexOf("/")));
}

/** The folder of a page. */
function pageOf(file: string): string | undefined {
  return /^pages\/(\w+)\//.exec(file)?.[1];
}

Deno.test("no arrow runs up among the console's rooms, and none from page to page", async () => {
  const arrows = await imports();
  assert(arrows.length > 200, "the graph was read");
  const wrong = arrows.filter(([from, to]) =>
    level(to) < 0 || level(to) > level(from) ||
    (pageOf(from) && pageOf(to) && pageOf(from) !== pageOf(to))
  );
  assertEquals(wrong, []);
});
