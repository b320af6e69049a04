import { killZooKeeperLeader } from "../faults/cluster/kill_zookeeper_leader.ts";
import { resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

export default {
  summary: "the leader of the ZooKeeper ensemble is killed, twice",
  steps: times(2, { fault: killZooKeeperLeader, bounds: [resumesWithin(8)] }),
} satisfies Scenario;
