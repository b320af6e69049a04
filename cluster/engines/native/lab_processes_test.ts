import { assertEquals } from "@std/assert";
import { labEnvironment } from "../../environment.ts";
import { labProcesses, nodeMark, parseMarks } from "./lab_processes.ts";

Deno.test("labProcesses() finds a process by its environment, and none of another lab", async () => {
  const stateDir = await Deno.makeTempDir({ prefix: "marked, é" });
  const environment = { ...labEnvironment(), stateDir };
  const child = new Deno.Command("sleep", { args: ["60"], env: nodeMark(environment, "kafka-1") })
    .spawn();
  const found = await labProcesses(environment);
  assertEquals(found.map(({ name, process }) => [name, process.pid]), [["kafka-1", child.pid]]);
  assertEquals(await labProcesses({ ...environment, stateDir: `${stateDir}x` }), []);
  child.kill("SIGKILL");
  await child.status;
  assertEquals(await labProcesses(environment), []);
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("parseMarks() reads what Linux and macOS print", () => {
  const listing = `/proc/12/environ:INSTIGATOR_NODE=zoo1@aa
/proc/13/environ:INSTIGATOR_NODE=zoo2@ab
   14 /usr/bin/java kafka.Kafka HOME=/Users/a b INSTIGATOR_NODE=kafka1@aa PATH=/bin
   15 sleep 1 INSTIGATOR_NODE=kafka2@aab
   16 sleep 1 INSTIGATOR_NODE=kafka3@aa`;
  assertEquals(parseMarks(listing, "aa"), [
    { name: "zoo1", pid: 12 },
    { name: "kafka1", pid: 14 },
    { name: "kafka3", pid: 16 },
  ]);
});
