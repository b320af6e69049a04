import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import {
  EnvironmentError,
  environmentVariables,
  labEnvironment,
  PROJECT_ROOT,
} from "./environment.ts";
import { keepPorts, releasePorts } from "./kept_ports.ts";

const variables = (set: Record<string, string>) => new Map(Object.entries(set));

Deno.test("labEnvironment() has defaults for everything but the user's home", () => {
  assertEquals(labEnvironment(variables({ HOME: "/home/ann" }), "linux"), {
    offset: 0,
    stateDir: join(PROJECT_ROOT, ".instigator"),
    cacheDir: "/home/ann/.cache/instigator",
    functionsDir: undefined,
    java: undefined,
    mavenMirror: undefined,
  });
});

Deno.test("labEnvironment() reads every variable", () => {
  const env = variables({
    INSTIGATOR_PORT_OFFSET: "100",
    INSTIGATOR_STATE: "state/b",
    INSTIGATOR_CACHE: "/var/cache/lab",
    INSTIGATOR_FUNCTIONS: "../shop/functions",
    INSTIGATOR_JAVA: "/opt/java/bin/java",
    INSTIGATOR_MAVEN_MIRROR: "https://mirror.example/maven2/",
    INSTIGATOR_OWNER: "4711",
    INSTIGATOR_TOUCH_HEAP: "true",
  });
  const environment = labEnvironment(env, "linux");
  assertEquals(environment, {
    offset: 100,
    stateDir: join(PROJECT_ROOT, "state", "b"),
    cacheDir: "/var/cache/lab",
    functionsDir: join(PROJECT_ROOT, "..", "shop", "functions"),
    java: "/opt/java/bin/java",
    mavenMirror: "https://mirror.example/maven2",
    owner: 4711,
    touchesHeap: true,
  });
  assertEquals(labEnvironment(variables(environmentVariables(environment)), "linux"), environment);
});

Deno.test("labEnvironment() keeps downloads where the platform keeps caches", () => {
  const cases = [
    ["linux", { HOME: "/h", XDG_CACHE_HOME: "/c" }, "/c/instigator"],
    ["linux", { HOME: "/h", XDG_CACHE_HOME: "relative" }, "/h/.cache/instigator"],
    ["darwin", { HOME: "/h" }, "/h/Library/Caches/instigator"],
    ["windows", { LOCALAPPDATA: "/l" }, join("/l", "instigator")],
  ] as const;
  for (const [os, set, cacheDir] of cases) {
    assertEquals(labEnvironment(variables(set), os).cacheDir, cacheDir, os);
  }
});

Deno.test("labEnvironment() lists all faults together", () => {
  const env = variables({
    INSTIGATOR_PORT_OFFSET: "-1",
    INSTIGATOR_MAVEN_MIRROR: "mirror",
    INSTIGATOR_OWNER: "me",
    INSTIGATOR_TOUCH_HEAP: "perhaps",
  });
  const error = assertThrows(() => labEnvironment(env, "linux"), EnvironmentError);
  assertEquals(error.faults.map((fault) => fault.split(" ")[0]), [
    "INSTIGATOR_PORT_OFFSET",
    "INSTIGATOR_MAVEN_MIRROR",
    "INSTIGATOR_OWNER",
    "INSTIGATOR_TOUCH_HEAP",
    "INSTIGATOR_CACHE",
  ]);
});

Deno.test("labEnvironment() refuses an offset that puts HTTP on a bad port, with the next good one", () => {
  const env = variables({ HOME: "/h", INSTIGATOR_PORT_OFFSET: "1000" });
  const error = assertThrows(() => labEnvironment(env, "linux"), EnvironmentError);
  assertEquals(error.faults, [
    "INSTIGATOR_PORT_OFFSET=1000 puts producer on 6000, a port that browsers and fetch refuse; " +
    "the next one that works is 1001",
  ]);
});

Deno.test("labEnvironment() finds the lab that is up, where no offset is set", async () => {
  const stateDir = await Deno.makeTempDir();
  const offset = (set?: string) =>
    labEnvironment(variables({
      HOME: "/home/ann",
      INSTIGATOR_STATE: stateDir,
      ...(set && { INSTIGATOR_PORT_OFFSET: set }),
    })).offset;
  await keepPorts(stateDir, 1500);
  assertEquals([offset(), offset("auto"), offset("0"), offset("7")], [1500, 1500, 0, 7]);
  await releasePorts(stateDir, 1500, { volumes: false });
  assertEquals([offset(), offset("auto"), offset("7")], [0, 1500, 7]);
  await Deno.remove(stateDir, { recursive: true });
});
