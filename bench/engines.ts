/**
 * How long a warm `up` takes on Docker, its images built, against the native engine, both in one run,
 * in turns. Needs a Docker engine: `tests/docker/engine.sh start` makes one answer.
 *
 *     deno task bench:engines [--rounds 3] [--json]
 *
 * @module
 */
import { flagsOf } from "../scripts/cli/command.ts";
import { table } from "../scripts/cli/terminal.ts";
import { ensureBaseImages } from "../tests/docker/base_images.ts";
import { Lab } from "../tests/lab.ts";
import { median } from "./median.ts";

const { rounds, json } = await flagsOf(
  `Usage: deno task bench:engines [--rounds N] [--json]

Measures a warm \`up\` on Docker against the native engine's, in turns; on labs of its own.

  --rounds N  how often; 3
  --json      as JSON`,
  { rounds: { type: "string", default: "3" }, json: { type: "boolean", default: false } },
);

const ENGINES = ["native", "docker"] as const;
const labs = { native: new Lab(), docker: new Lab() };
const seconds: Record<typeof ENGINES[number], number[]> = { native: [], docker: [] };
try {
  await ensureBaseImages();
  // The first start of each makes its data, its images and its caches.
  for (const engine of ENGINES) await secondsUp(engine);
  for (let round = 0; round < Number(rounds); round++) {
    for (const engine of ENGINES) seconds[engine].push(await secondsUp(engine));
  }
} finally {
  for (const lab of Object.values(labs)) await lab.remove();
}

const [native, docker] = ENGINES.map((engine) => median(seconds[engine]));
if (json) {
  console.log(JSON.stringify({ seconds, medians: { native, docker } }, null, 2));
} else {
  const row = (name: string, value: number) => [name, value.toFixed(1)];
  console.log(table(["up", "seconds"], [row("native", native), row("docker", docker)], {
    right: ["seconds"],
  }));
  console.log(`\ndocker takes ${(docker / native).toFixed(2)} × the time, medians of ${rounds}`);
}

/** The seconds that `up` takes, to ready; stops the lab again. */
async function secondsUp(engine: typeof ENGINES[number]): Promise<number> {
  const { code, stdout, stderr } = await labs[engine].task("up", "--engine", engine, "--json");
  if (code !== 0) throw new Error(stderr);
  await labs[engine].task("down");
  return JSON.parse(stdout).seconds;
}
