/**
 * How long a warm `up` takes on Docker, its images built, against the native engine, in turns.
 *
 * @module
 */
import { ensureBaseImages } from "../../tests/docker/base_images.ts";
import type { Lab } from "../../tests/lab.ts";
import { close, openLab } from "../run/cleanup.ts";
import { succeeds } from "../run/obstacles.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";

const ENGINES = ["docker", "native"] as const;
type EngineName = typeof ENGINES[number];

export default {
  summary: "a warm `up` on Docker against the native engine's",
  async obstacle() {
    if (await succeeds("docker", "version")) return undefined;
    return "no Docker engine answers; `tests/docker/engine.sh start` makes one answer";
  },
  run,
} satisfies Part;

async function run({ rounds, note }: Bench): Promise<Comparison[]> {
  const labs = { native: openLab(), docker: openLab() };
  const seconds: Record<EngineName, number[]> = { native: [], docker: [] };
  try {
    note("images and first starts");
    await ensureBaseImages();
    // The first start of each makes its data, its images and its caches.
    for (const engine of ENGINES) await secondsUp(labs[engine], engine);
    note("warm starts");
    for (let round = 0; round < rounds; round++) {
      for (const engine of ENGINES) seconds[engine].push(await secondsUp(labs[engine], engine));
    }
  } finally {
    for (const lab of Object.values(labs)) await close(lab);
  }
  const subjects = ENGINES.map((engine) => ({ name: engine, samples: seconds[engine] }));
  return [{ what: "warm up on Docker", unit: "s", better: "less", target: { ratio: 2 }, subjects }];
}

/** The seconds that `up` takes, to ready; stops the lab again. */
async function secondsUp(lab: Lab, engine: EngineName): Promise<number> {
  const { code, stdout, stderr } = await lab.task("up", "--engine", engine, "--json");
  if (code !== 0) throw new Error(stderr);
  await lab.task("down");
  return JSON.parse(stdout).seconds;
}
