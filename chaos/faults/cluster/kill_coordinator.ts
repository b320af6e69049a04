import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { coordinatorOf } from "../../../kafka/client/coordinator.ts";
import { type Fault, proven } from "../fault.ts";
import { passageOf } from "../functions/kill_function.ts";
import { knownCluster, ledBy, provenNewLeaders } from "../means/leadership.ts";
import { killProcess } from "../means/node_process.ts";

/** Kills the broker that a function's group depends on (SIGKILL); the supervisor starts it again. */
export const killCoordinator: Fault = {
  name: "kill a function's broker",
  async inject(target) {
    const { lab, workload } = target;
    const { group, name } = passageOf(target);
    const coordinator = () =>
      withBrokers(lab.topology, (brokers) => coordinatorOf(brokers, group)).catch(() => undefined);
    const before = await knownCluster(workload);
    const broker = await coordinator();
    if (broker === undefined) throw new Error(`Cannot kill ${name}'s broker: there is none`);
    const gone = await killProcess(lab, `kafka${broker}`);
    const at = workload.clock();
    const moved = await provenNewLeaders(workload, before, ledBy(before, broker));
    const found = await proven("another coordinator", async () => {
      const now = await coordinator();
      return now !== undefined && now !== broker ? `broker ${now} coordinates ${name}` : undefined;
    });
    return {
      what: `killed kafka${broker}, the coordinator of ${name}`,
      at,
      proofs: [gone, moved, found],
    };
  },
};
