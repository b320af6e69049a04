import { lockChaos } from "../../cluster/chaos_lock.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { labKafka } from "../../cluster/lab_kafka.ts";
import { topology } from "../../cluster/topology.ts";
import { hasPassed, type ScenarioReport } from "../report/run_report.ts";
import { publishRun } from "./publish_run.ts";
import { RunBoard } from "./run_board.ts";

/**
 * The reports of a run. The lab that is joined has its console show it meanwhile, and is broken by no other.
 *
 * @throws {Error} when another run breaks it; what `run` throws.
 */
export async function tellRun(
  join: boolean,
  task: string,
  run: (board?: RunBoard) => Promise<ScenarioReport[]>,
): Promise<ScenarioReport[]> {
  if (!join) return await run();
  const environment = labEnvironment();
  using _lock = await lockChaos(environment);
  const board = new RunBoard(`${task} --join`, Deno.pid);
  await using _publishing = publishRun(labKafka(topology(environment.offset)), () => board.state);
  try {
    const reports = await run(board);
    board.end(reports.every(hasPassed) ? "passed" : "failed");
    return reports;
  } catch (error) {
    board.breakOff((error as Error).message);
    throw error;
  }
}
