/** A scenario of `deno task chaos` that any running lab will do for. */
export interface OfferedScenario {
  name: string;
  /** What its short form does. */
  breaks: string;
  /** Whether the console is broken, too, and comes back. */
  breaksConsole?: true;
}

/** They are those of chaos/scenarios/, which this function may not import (tests/console_chaos_test.ts). */
export const SCENARIOS: readonly OfferedScenario[] = [
  { name: "leader-kill", breaks: "Kills a broker that leads a partition" },
  { name: "controller-kill", breaks: "Kills the broker that is the controller" },
  { name: "broker-pause", breaks: "Halts a leader with SIGSTOP for a while, and has it go on" },
  { name: "leaders-moved", breaks: "Moves all leaders of the load's topic, twice" },
  {
    name: "http-leaders-moved",
    breaks: "Moves all leaders while requests to a producer have records of all partitions",
  },
  { name: "rejected-sends", breaks: "Has every other send of the load be rejected for 5 s" },
  { name: "consumer-kill", breaks: "Kills a member of the load's consumer group in mid batch" },
  {
    name: "group-resize",
    breaks: "Grows the load's consumer group to three, and shrinks it to one",
  },
  { name: "producer-kill", breaks: "Kills a producer function of the load's own in mid batch" },
  { name: "function-kill", breaks: "Kills a function that the load passes through" },
  { name: "function-broker-kill", breaks: "Kills the broker that coordinates a function's group" },
  { name: "function-letters-deleted", breaks: "Deletes a function's dead letter topic" },
  {
    name: "poison-records",
    breaks: "Writes whatever other clients may write among the load: odd headers, times, batches",
  },
  { name: "zookeeper-leader-kill", breaks: "Kills the leader of the ZooKeeper ensemble" },
  { name: "quorum-loss", breaks: "Stops two of three ZooKeeper servers: no topic can be changed" },
  { name: "supervisor-kill", breaks: "Kills the supervisor, and brings the lab up again" },
  {
    name: "everything-killed",
    breaks: "Kills every process of the lab at once, and brings it up again",
    breaksConsole: true,
  },
  {
    name: "commands-race",
    breaks: "Has up and down race, and brings the lab up again",
    breaksConsole: true,
  },
];

/** What must be typed to run one by hand. */
export function commandOf(name: string): string {
  return `deno task chaos ${name} --join --short`;
}
