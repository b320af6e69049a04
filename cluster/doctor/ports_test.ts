import { assertEquals } from "@std/assert";
import { topology } from "../topology.ts";
import { portFindings, type TakenPort } from "./ports.ts";

const java = { pid: 7, command: "java kafka.Kafka" };
const taken = (port: number, node: string, holder?: TakenPort["holder"]): TakenPort => ({
  port,
  node,
  use: "clients",
  holder,
});
const running = (pid: number) => ({ state: "running", pid, restarts: 0 }) as const;

Deno.test("portFindings() has nothing against free ports and the lab's own", () => {
  const processes = new Map([["kafka1", running(7)]]);
  const cases: [TakenPort[], string][] = [
    [[], "all 21 are free"],
    [[taken(9092, "kafka1", java)], "1 of 21 are the lab's own, the others free"],
  ];
  for (const [ports, found] of cases) {
    assertEquals(portFindings(topology(), ports, processes), [{ level: "ok", found }]);
  }
});

Deno.test("portFindings() names the port, the node and the stranger", () => {
  const processes = new Map([["kafka1", running(8)]]);
  const cases: [TakenPort[], string[]][] = [
    [[taken(9092, "kafka1", java)], [
      "9092 (kafka1, clients) is held by pid 7: java kafka.Kafka",
    ]],
    [[taken(9092, "kafka1", java), taken(9093, "kafka2", java)], [
      "9092 (kafka1, clients), 9093 (kafka2, clients) are held by pid 7: java kafka.Kafka",
    ]],
    [[taken(2181, "zoo1")], ["2181 (zoo1, clients) is held by a process of another user"]],
  ];
  for (const [ports, found] of cases) {
    const findings = portFindings(topology(), ports, processes);
    assertEquals(findings.map((finding) => finding.found), found);
    assertEquals(findings.every(({ level, fix }) => level === "problem" && fix), true);
  }
});
