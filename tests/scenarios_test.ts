/**
 * The scenarios: one real lab, started by its own command on free ports, and what must be true of
 * it. Quick ones first; those that kill things come last.
 *
 * @module
 */
import { consoleScenarios } from "./browser/console_scenarios.ts";
import { Lab } from "./lab.ts";
import { anyRecordScenarios } from "./scenarios/any_records.ts";
import { badInputScenarios } from "./scenarios/bad_input/bad_input.ts";
import { brokenLabScenarios, chaosScenarios } from "./scenarios/chaos.ts";
import { commandScenarios } from "./scenarios/commands.ts";
import { consoleChaosScenarios } from "./scenarios/console/console_chaos.ts";
import { consoleKafkaScenarios } from "./scenarios/console/console_kafka.ts";
import { consumerScenarios } from "./scenarios/consumer/consumer.ts";
import { dailyWorkScenarios } from "./scenarios/daily_work.ts";
import { deadLetterScenarios } from "./scenarios/dead_letters.ts";
import { deliveryScenarios } from "./scenarios/delivery.ts";
import { devScenarios } from "./scenarios/dev.ts";
import { faultScenarios } from "./scenarios/faults.ts";
import { floodScenarios } from "./scenarios/flood.ts";
import { flowScenarios } from "./scenarios/flow.ts";
import { brokenFunctionScenarios } from "./scenarios/functions/broken.ts";
import { exposedLabScenarios } from "./scenarios/exposed_lab.ts";
import { failingFunctionScenarios } from "./scenarios/functions/failing.ts";
import { functionScenarios } from "./scenarios/functions/function.ts";
import { orderingScenarios } from "./scenarios/functions/ordering.ts";
import { registryScenarios } from "./scenarios/registry/registry.ts";
import { restScenarios } from "./scenarios/rest/rest.ts";
import { scheduleScenarios } from "./scenarios/functions/schedule.ts";
import { groupScenarios } from "./scenarios/groups.ts";
import { hostileRecordScenarios } from "./scenarios/hostile_records.ts";
import { labSafetyScenarios } from "./scenarios/lab_safety.ts";
import { lagScenarios } from "./scenarios/lag.ts";
import { newcomerScenarios } from "./scenarios/newcomer.ts";
import { observabilityScenarios } from "./scenarios/observability.ts";
import { oddMachineScenarios } from "./scenarios/odd_machines.ts";
import { oddRecordScenarios } from "./scenarios/odd_records.ts";
import { ownFunctionScenarios } from "./scenarios/own_functions.ts";
import { producingScenarios } from "./scenarios/producing.ts";
import { rightsScenarios } from "./scenarios/rights/rights.ts";
import { secureScenarios } from "./scenarios/secure.ts";
import { slowClientScenarios } from "./scenarios/slow_clients.ts";
import { soakScenarios } from "./scenarios/soak.ts";
import { stoppingScenarios } from "./scenarios/stopping.ts";
import { zookeeperScenarios } from "./scenarios/zookeeper.ts";

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
