/**
 * The image of a function without a registry and without Docker: what functions/runtime/image/Dockerfile
 * has, on the few files of this machine's system that Deno needs.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import { run } from "./processes.ts";

const CONFIG = {
  User: "1993",
  WorkingDir: "/app",
  Env: [
    "PATH=/usr/bin:/bin",
    "DENO_DIR=/app/.deno",
    "DENO_NO_UPDATE_CHECK=1",
    "NO_COLOR=1",
  ],
};

/** Writes an image's archive, for `ctr images import`. @returns its path. */
export async function functionImage(folder: string, own: string, name: string): Promise<string> {
  const root = join(folder, "image");
  const app = join(root, "app");
  await Deno.mkdir(app, { recursive: true });
  const deno = [Deno.execPath(), ["run", "--quiet", "--no-prompt"]] as const;
  await run(deno[0], [
    ...[...deno[1], `--config=${join(PROJECT_ROOT, "deno.json")}`],
    ...["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
    join(PROJECT_ROOT, "functions/runtime/image/collect_main.ts"),
    ...[own, app],
  ]);
  const base = own.split("/").at(-1)!;
  await run("sh", [
    "-c",
    `cd "$1" && exec "$2" cache --quiet --frozen=false --config=deno.json ` +
    `functions/runtime/function_main.ts app/${base}/function.ts`,
    ...["sh", app, Deno.execPath()],
  ], { env: { DENO_DIR: join(app, ".deno") } });
  await addSystem(root);
  return await archive(folder, root, name, CONFIG);
}

/** The image of the process that holds a pod's namespaces. */
export async function pauseImage(folder: string, tools: string, name: string): Promise<string> {
  const root = join(folder, "pause-image");
  await Deno.mkdir(root);
  await Deno.copyFile(join(tools, "bin/pause"), join(root, "pause"));
  return await archive(folder, root, name, { Entrypoint: ["/pause"] });
}

/** Deno, a shell, and the libraries that they are linked with. */
async function addSystem(root: string): Promise<void> {
  const programs = { "/usr/bin/deno": Deno.execPath(), "/bin/sh": "/bin/sh" };
  const linked = await Promise.all(Object.values(programs).map((path) => run("ldd", [path])));
  const libraries = linked.join("\n").match(/\/\S+(?= \()/g) ?? [];
  for (
    const [to, from] of [...Object.entries(programs), ...libraries.map((path) => [path, path])]
  ) {
    const target = join(root, to);
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.copyFile(await Deno.realPath(from), target);
    await Deno.chmod(target, 0o755);
  }
  await Deno.mkdir(join(root, "etc"), { recursive: true });
  await Deno.writeTextFile(join(root, "etc/passwd"), "deno:x:1993:1993::/app:/bin/sh\n");
  await Deno.writeTextFile(join(root, "etc/group"), "deno:x:1993:\n");
  await Deno.mkdir(join(root, "tmp"), { mode: 0o1777 });
}

/** One layer, as `docker save` writes it. */
async function archive(
  folder: string,
  root: string,
  name: string,
  config: Record<string, unknown>,
): Promise<string> {
  const out = await Deno.makeTempDir({ dir: folder, prefix: "archive-" });
  await run("tar", ["-C", root, "-cf", join(out, "layer.tar"), "."]);
  const [digest] = (await run("sha256sum", [join(out, "layer.tar")])).split(" ");
  const image = {
    architecture: Deno.build.arch === "aarch64" ? "arm64" : "amd64",
    os: "linux",
    config,
    rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
  };
  await Deno.writeTextFile(join(out, "config.json"), JSON.stringify(image));
  const manifest = [{ Config: "config.json", RepoTags: [name], Layers: ["layer.tar"] }];
  await Deno.writeTextFile(join(out, "manifest.json"), JSON.stringify(manifest));
  const path = `${out}.tar`;
  await run("tar", ["-C", out, "-cf", path, "config.json", "manifest.json", "layer.tar"]);
  await Promise.all([out, root].map((path) => Deno.remove(path, { recursive: true })));
  return path;
}
