/**
 * Kafka's own tools: the main class of each, and how it is told where the cluster is.
 *
 * @module
 */
import { bootstrapServers, type Topology, zookeeperConnect } from "../topology.ts";

/** One of the tools that Kafka comes with. */
export interface Tool {
  /** As in `kafka-<name>.sh`. */
  name: string;
  mainClass: string;
  about: string;
  /** How it takes the cluster's address, if not as `--bootstrap-server` before all else. */
  address?: "after-subcommand" | "producer-props" | "zookeeper" | "none";
  /** Whether it works long and hard, so that it needs the JVM's second compiler. */
  sustained?: boolean;
}

const ADMIN = "kafka.admin";
const CORE = "kafka.tools";
const TOOLS_JAR = "org.apache.kafka.tools";

/** The tools. Those that serve only clusters without ZooKeeper are left out. */
export const TOOLS: readonly Tool[] = [
  {
    name: "topics",
    mainClass: `${TOOLS_JAR}.TopicCommand`,
    about: "create, list, describe, alter and delete topics",
  },
  {
    name: "configs",
    mainClass: `${ADMIN}.ConfigCommand`,
    about: "settings of topics, brokers, clients and users",
  },
  {
    name: "console-producer",
    mainClass: `${CORE}.ConsoleProducer`,
    about: "lines of the terminal to a topic",
  },
  {
    name: "console-consumer",
    mainClass: `${TOOLS_JAR}.consumer.ConsoleConsumer`,
    about: "records of a topic to the terminal",
  },
  {
    name: "consumer-groups",
    mainClass: `${TOOLS_JAR}.consumer.group.ConsumerGroupCommand`,
    about: "members, offsets and lag of groups; reset and delete",
  },
  {
    name: "get-offsets",
    mainClass: `${TOOLS_JAR}.GetOffsetShell`,
    about: "offsets of topics and partitions",
  },
  {
    name: "producer-perf-test",
    mainClass: `${TOOLS_JAR}.ProducerPerformance`,
    about: "measure producing",
    address: "producer-props",
    sustained: true,
  },
  {
    name: "consumer-perf-test",
    mainClass: `${TOOLS_JAR}.ConsumerPerformance`,
    about: "measure consuming",
    sustained: true,
  },
  {
    name: "e2e-latency",
    mainClass: `${TOOLS_JAR}.EndToEndLatency`,
    about: "measure from send to receipt: brokers topic records acks bytes",
    address: "none",
    sustained: true,
  },
  {
    name: "leader-election",
    mainClass: `${TOOLS_JAR}.LeaderElectionCommand`,
    about: "elect preferred leaders, or unclean ones",
  },
  {
    name: "reassign-partitions",
    mainClass: `${TOOLS_JAR}.reassign.ReassignPartitionsCommand`,
    about: "move replicas between brokers",
  },
  {
    name: "delete-records",
    mainClass: `${TOOLS_JAR}.DeleteRecordsCommand`,
    about: "delete a partition's records up to an offset",
  },
  {
    name: "log-dirs",
    mainClass: `${TOOLS_JAR}.LogDirsCommand`,
    about: "how much disk each replica takes",
  },
  {
    name: "dump-log",
    mainClass: `${CORE}.DumpLogSegments`,
    about: "what is in a log segment's file",
    address: "none",
  },
  {
    name: "transactions",
    mainClass: `${TOOLS_JAR}.TransactionsCommand`,
    about: "list, describe and abort transactions",
  },
  { name: "acls", mainClass: `${ADMIN}.AclCommand`, about: "access control lists" },
  {
    name: "cluster",
    mainClass: `${TOOLS_JAR}.ClusterTool`,
    about: "the cluster's id: cluster cluster-id",
    address: "after-subcommand",
  },
  {
    name: "broker-api-versions",
    mainClass: `${ADMIN}.BrokerApiVersionsCommand`,
    about: "the API versions that each broker speaks",
  },
  {
    name: "verifiable-producer",
    mainClass: `${TOOLS_JAR}.VerifiableProducer`,
    about: "produce numbers, and log acknowledgements as JSON",
    sustained: true,
  },
  {
    name: "verifiable-consumer",
    mainClass: `${TOOLS_JAR}.VerifiableConsumer`,
    about: "consume, and log what came as JSON",
    sustained: true,
  },
  {
    name: "zookeeper-shell",
    mainClass: "org.apache.zookeeper.ZooKeeperMain",
    about: "the ensemble's tree: ls /, get /cluster/id",
    address: "zookeeper",
  },
];

/** The tool of this name, which may be spelled as the script of Kafka's distribution is. */
export function findTool(name: string): Tool | undefined {
  const bare = name.replace(/^kafka-/, "").replace(/\.(sh|bat)$/, "");
  return TOOLS.find((tool) => tool.name === bare);
}

/** A tool's arguments, with the address of the lab where the user gave none. */
export function toolArguments({ address }: Tool, args: readonly string[], lab: Topology): string[] {
  const servers = bootstrapServers(lab).join(",");
  switch (address) {
    case "none":
      return [...args];
    case "zookeeper":
      return given(args, "-server") ? [...args] : ["-server", zookeeperConnect(lab), ...args];
    case "producer-props":
      return withProducerProperty(args, `bootstrap.servers=${servers}`);
  }
  if (given(args, "--bootstrap-server", "--broker-list")) return [...args];
  const option = ["--bootstrap-server", servers];
  return address === "after-subcommand" ? [...args, ...option] : [...option, ...args];
}

/** `--producer-props` takes a list, and a second one would put the first out of force. */
function withProducerProperty(args: readonly string[], property: string): string[] {
  const option = args.indexOf("--producer-props");
  if (args.some((arg) => arg.startsWith("bootstrap.servers="))) return [...args];
  return option < 0
    ? [...args, "--producer-props", property]
    : args.toSpliced(option + 1, 0, property);
}

function given(args: readonly string[], ...options: string[]): boolean {
  return args.some((arg) => options.includes(arg.split("=")[0]));
}

/**
 * Options of the JVM. Most tools live for a second, in which a second compiler and a parallel
 * collector only cost; those that measure get what Java has.
 */
export function jvmOptions({ sustained }: Tool): string[] {
  return sustained
    ? ["-Xmx512m"]
    : ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"];
}
