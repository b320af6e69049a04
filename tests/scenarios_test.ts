/**
 * The scenarios: one real lab, started by its own command on free ports, and what must be true of
 * it. Quick ones first; those that kill things come last.
 *
 * @module
 */
import { consoleScenarios } from "./browser/console_scenarios.ts";
import { Lab } from "./lab.ts";
import { floodScenarios } from "./scenarios/abuse/flood.ts";
import { slowClientScenarios } from "./scenarios/abuse/slow_clients.ts";
import { soakScenarios } from "./scenarios/abuse/soak.ts";
import { badInputScenarios } from "./scenarios/bad_input/bad_input.ts";
import { brokenLabScenarios, chaosScenarios } from "./scenarios/chaos.ts";
import { consoleChaosScenarios } from "./scenarios/console/console_chaos.ts";
import { consoleKafkaScenarios } from "./scenarios/console/console_kafka.ts";
import { consumerScenarios } from "./scenarios/consumer/consumer.ts";
import { deadLetterScenarios } from "./scenarios/dead_letters.ts";
import { deliveryScenarios } from "./scenarios/delivery.ts";
import { flowScenarios } from "./scenarios/flow.ts";
import { brokenFunctionScenarios } from "./scenarios/functions/broken.ts";
import { devScenarios } from "./scenarios/functions/dev.ts";
import { failingFunctionScenarios } from "./scenarios/functions/failing.ts";
import { functionScenarios } from "./scenarios/functions/function.ts";
import { orderingScenarios } from "./scenarios/functions/ordering.ts";
import { ownFunctionScenarios } from "./scenarios/functions/own_functions.ts";
import { scheduleScenarios } from "./scenarios/functions/schedule.ts";
import { groupScenarios } from "./scenarios/groups.ts";
import { commandScenarios } from "./scenarios/lab/commands.ts";
import { dailyWorkScenarios } from "./scenarios/lab/daily_work.ts";
import { exposedLabScenarios } from "./scenarios/lab/exposed_lab.ts";
import { faultScenarios } from "./scenarios/lab/faults.ts";
import { labSafetyScenarios } from "./scenarios/lab/lab_safety.ts";
import { newcomerScenarios } from "./scenarios/lab/newcomer.ts";
import { oddMachineScenarios } from "./scenarios/lab/odd_machines.ts";
import { stoppingScenarios } from "./scenarios/lab/stopping.ts";
import { zookeeperScenarios } from "./scenarios/lab/zookeeper.ts";
import { lagScenarios } from "./scenarios/lag.ts";
import { observabilityScenarios } from "./scenarios/observability.ts";
import { producerEndScenarios } from "./scenarios/producing/ending.ts";
import { hangingBrokerScenarios } from "./scenarios/producing/hanging_brokers.ts";
import { producingScenarios } from "./scenarios/producing/producing.ts";
import { anyRecordScenarios } from "./scenarios/records/any_records.ts";
import { hostileRecordScenarios } from "./scenarios/records/hostile_records.ts";
import { oddRecordScenarios } from "./scenarios/records/odd_records.ts";
import { registryScenarios } from "./scenarios/registry/registry.ts";
import { restScenarios } from "./scenarios/rest/rest.ts";
import { rightsScenarios } from "./scenarios/rights/rights.ts";
import { secureScenarios } from "./scenarios/secure.ts";

const lab = new Lab();

Deno.test.beforeAll(() => lab.up());
Deno.test.afterAll(() => lab.remove());

zookeeperScenarios(lab);
commandScenarios(lab);
dailyWorkScenarios(lab);
badInputScenarios(lab);
flowScenarios(lab);
consumerScenarios(lab);
oddRecordScenarios(lab);
anyRecordScenarios(lab);
hostileRecordScenarios(lab);
observabilityScenarios(lab);
consoleKafkaScenarios(lab);
groupScenarios(lab);
lagScenarios(lab);
newcomerScenarios(lab);
devScenarios(lab);
consoleScenarios(lab);
deliveryScenarios(lab);
deadLetterScenarios(lab);
producingScenarios(lab);
producerEndScenarios(lab);
hangingBrokerScenarios(lab);
restScenarios(lab);
functionScenarios(lab);
failingFunctionScenarios(lab);
orderingScenarios(lab);
scheduleScenarios(lab);
secureScenarios(lab);
rightsScenarios(lab);
ownFunctionScenarios(lab);
slowClientScenarios(lab);
floodScenarios(lab);
soakScenarios(lab);
stoppingScenarios(lab);
brokenFunctionScenarios(lab);
consoleChaosScenarios(lab);
chaosScenarios(lab);
faultScenarios(lab);
registryScenarios();
labSafetyScenarios();
exposedLabScenarios();
oddMachineScenarios();
await brokenLabScenarios();
