import { assertEquals } from "@std/assert";
import { type DockerVersions, obstacle } from "./availability.ts";

Deno.test("obstacle() names what is missing, and an engine before Compose", () => {
  const cases: [DockerVersions, string | undefined][] = [
    [{}, "no Docker engine answers"],
    [{ compose: "2.40.3" }, "no Docker engine answers"],
    [{ engine: "20.10.24" }, "Docker has no Compose v2"],
    [
      { engine: "28.0.1", compose: "2.9.0" },
      "Compose 2.9.0 is too old: it takes 2.24 or newer",
    ],
    [{ engine: "20.10.24", compose: "2.24.0" }, undefined],
    [{ engine: "28.0.1", compose: "v2.40.3" }, undefined],
  ];
  for (const [versions, expected] of cases) assertEquals(obstacle(versions), expected);
});
