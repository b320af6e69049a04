import { assert, assertEquals } from "@std/assert";
import { topology } from "../topology.ts";
import { findTool, toolArguments, TOOLS } from "./kafka_tools.ts";

const SERVERS = "127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094";

Deno.test("findTool() knows a tool by its name and by its script's", () => {
  for (const name of ["topics", "kafka-topics", "kafka-topics.sh", "kafka-topics.bat"]) {
    assertEquals(findTool(name)?.mainClass, "org.apache.kafka.tools.TopicCommand");
  }
  assertEquals(findTool("zookeeper-shell.sh")?.name, "zookeeper-shell");
  assertEquals(findTool("topic"), undefined);
});

Deno.test("toolArguments() adds the lab's address where the user gave none", () => {
  const cases: [string, string[]][] = [
    ["topics --list", ["--bootstrap-server", SERVERS, "--list"]],
    ["topics --bootstrap-server x:1 --list", ["--bootstrap-server", "x:1", "--list"]],
    ["topics --bootstrap-server=x:1", ["--bootstrap-server=x:1"]],
    ["console-producer --broker-list x:1", ["--broker-list", "x:1"]],
    ["transactions list", ["--bootstrap-server", SERVERS, "list"]],
    ["cluster cluster-id", ["cluster-id", "--bootstrap-server", SERVERS]],
    [
      "producer-perf-test --topic a",
      ["--topic", "a", "--producer-props", `bootstrap.servers=${SERVERS}`],
    ],
    [
      "producer-perf-test --producer-props acks=all linger.ms=5 --topic a",
      [
        "--producer-props",
        `bootstrap.servers=${SERVERS}`,
        "acks=all",
        "linger.ms=5",
        "--topic",
        "a",
      ],
    ],
    [
      "producer-perf-test --producer-props bootstrap.servers=x:1",
      ["--producer-props", "bootstrap.servers=x:1"],
    ],
    ["dump-log --files a.log", ["--files", "a.log"]],
    [
      "zookeeper-shell get /cluster/id",
      ["-server", "127.0.0.1:2181,127.0.0.1:2182,127.0.0.1:2183", "get", "/cluster/id"],
    ],
    ["zookeeper-shell -server x:1 ls /", ["-server", "x:1", "ls", "/"]],
  ];
  for (const [line, expected] of cases) {
    const [name, ...args] = line.split(" ");
    assertEquals(toolArguments(findTool(name)!, args, topology()), expected, line);
  }
});

Deno.test("the tools have names and classes of their own", () => {
  assertEquals(new Set(TOOLS.map(({ name }) => name)).size, TOOLS.length);
  assertEquals(new Set(TOOLS.map(({ mainClass }) => mainClass)).size, TOOLS.length);
  assert(TOOLS.every(({ name }) => !name.startsWith("kafka-")));
});
