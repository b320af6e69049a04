import { assertEquals } from "@std/assert";
import { allowPaths } from "./deno_run.ts";

Deno.test("allowPaths() names each path so that Deno does not split it", () => {
  const cases: [cwd: string, paths: string[], option: string[]][] = [
    ["/lab", [], []],
    ["/lab", ["/lab", "/var/cache"], ["--allow-read=/lab,/var/cache"]],
    ["/a,b/lab", ["/a,b/lab", "/a,b/cluster/log"], ["--allow-read=.,../cluster/log"]],
    ["/lab", ["/home/a,b/cache", "/c #%41"], ["--allow-read=/home/,/c #%41"]],
  ];
  for (const [cwd, paths, option] of cases) assertEquals(allowPaths("read", cwd, paths), option);
});
