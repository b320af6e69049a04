import { assertEquals } from "@std/assert";
import { type Container, factsOf } from "./containers.ts";

const STARTED = "2026-01-02T03:04:05.123456789Z";

function container(state: Partial<Container["State"]>, number = 1, restarts = 0): Container {
  return {
    Id: "c0ffee",
    Name: `/instigator-kafka1-${number}`,
    RestartCount: restarts,
    State: {
      Status: "running",
      Pid: 7,
      ExitCode: 0,
      OOMKilled: false,
      StartedAt: STARTED,
      ...state,
    },
    Config: { Labels: {} },
  };
}

const facts = (state: Partial<Container["State"]>) => factsOf([container(state)], new Map());

Deno.test("factsOf() tells of a container that runs", () => {
  const memory = new Map([["/instigator-kafka1-1", 2 ** 20]]);
  assertEquals(factsOf([container({}, 1, 2)], memory), {
    state: "running",
    container: "instigator-kafka1-1",
    startedAt: new Date(STARTED),
    memoryBytes: 2 ** 20,
    restarts: 2,
    note: undefined,
  });
});

Deno.test("factsOf() tells why a container does not run as it should", () => {
  const cases: [Partial<Container["State"]>, string, string | undefined][] = [
    [{ Status: "created" }, "waiting", undefined],
    [{ Status: "restarting", ExitCode: 137 }, "waiting", "ended with exit code 137"],
    [{ Status: "exited", ExitCode: 1 }, "stopped", "ended with exit code 1"],
    [
      { Status: "exited", ExitCode: 137, OOMKilled: true },
      "stopped",
      "ended for lack of memory",
    ],
    [{ Status: "paused" }, "running", "paused"],
    [{ Health: { Status: "unhealthy" } }, "running", "unhealthy"],
    [{ Health: { Status: "healthy" } }, "running", undefined],
  ];
  for (const [state, expected, note] of cases) {
    assertEquals([facts(state).state, facts(state).note], [expected, note]);
  }
});

Deno.test("factsOf() counts replicas together under the first one's name", () => {
  const memory = new Map([["/instigator-kafka1-1", 5], ["/instigator-kafka1-2", 6]]);
  const { container: name, memoryBytes, restarts, note } = factsOf(
    [container({}, 1, 1), container({}, 2, 1)],
    memory,
  );
  assertEquals(
    [name, memoryBytes, restarts, note],
    ["instigator-kafka1-1", 11, 2, "2 replicas"],
  );
});
