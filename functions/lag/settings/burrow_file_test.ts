import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { onlyModule } from "./burrow_config.ts";
import { readBurrowConfig } from "./burrow_file.ts";

const SMALL = `
[cluster.local]
class-name = "kafka"
servers = ["kafka1:9092"]
[consumer.local]
class-name = "kafka"
cluster = "local"
`;

function read(text: string, variables: Record<string, string> = {}) {
  return readBurrowConfig(text, (name) => variables[name]);
}

/** The faults of a file, each without the words around it. */
function faults(text: string): string[] {
  const { message } = assertThrows(() => read(text), Error);
  return message.replace(/^has \d+ wrong: /, "").split("; ");
}

Deno.test("readBurrowConfig() fills in Burrow's defaults", () => {
  const config = read(SMALL);
  assertEquals(config.storage, {
    default: {
      "class-name": "inmemory",
      intervals: 10,
      "min-distance": 0,
      "expire-group": 604_800,
      workers: 20,
      "queue-depth": 1,
      "group-allowlist": "",
      "group-denylist": "",
    },
  });
  assertEquals(config.evaluator.default, {
    "class-name": "caching",
    "expire-cache": 10,
    "minimum-complete": 0,
    "allowed-lag": 0,
  });
  const { name, module } = onlyModule(config.cluster);
  assertEquals([name, module["topic-refresh"], module["offset-refresh"]], ["local", 60, 10]);
  assertEquals(config.consumer.local["offsets-topic"], "__consumer_offsets");
  assertEquals([config.logging.level, config.notifier], ["info", {}]);
});

Deno.test("readBurrowConfig() lets variables override keys", () => {
  const notifier = `
    [notifier.default]
    class-name = "http"
    url-open = "http://localhost/"
  `;
  const config = read(SMALL + notifier, {
    BURROW_LOGGING_FILENAME: "/tmp/burrow.log",
    BURROW_CLUSTER_LOCAL_OFFSET_REFRESH: "2",
    BURROW_CLUSTER_LOCAL_SERVERS: "a:1 b:2",
    BURROW_CONSUMER_LOCAL_START_LATEST: "true",
    BURROW_STORAGE_DEFAULT_INTERVALS: "",
    BURROW_NOTIFIER_DEFAULT_SEND_ONCE: "true",
    BURROW_NOTIFIER_DEFAULT_USERNAME: "1234",
  });
  assertEquals(config.logging.filename, "/tmp/burrow.log");
  assertEquals(config.cluster.local["offset-refresh"], 2);
  assertEquals(config.cluster.local.servers, ["a:1", "b:2"]);
  assertEquals(config.consumer.local["start-latest"], true);
  assertEquals(config.storage.default.intervals, 10);
  const { username, "send-once": once } = config.notifier.default as Record<string, unknown>;
  assertEquals([username, once], ["1234", true]);
});

Deno.test("readBurrowConfig() lets variables make what the file does not have", () => {
  const config = read(SMALL, {
    BURROW_EVALUATOR_DEFAULT_EXPIRE_CACHE: "0",
    BURROW_STORAGE_DEFAULT_INTERVALS: "3",
    BURROW_NOTIFIER_DEFAULT_CLASS_NAME: "http",
    BURROW_NOTIFIER_DEFAULT_URL_OPEN: "http://localhost/",
    BURROW_GENERAL_PIDFILE: "my.pid",
  });
  assertEquals(config.evaluator.default["expire-cache"], 0);
  assertEquals(config.storage.default.intervals, 3);
  assertEquals(config.notifier.default["class-name"], "http");
  assertEquals(config.general.pidfile, "my.pid");
  assertEquals(Object.keys(config.httpserver), ["default"]);
});

Deno.test("readBurrowConfig() names the variable that is wrong", () => {
  const wrong = (variables: Record<string, string>) =>
    assertThrows(() => read(SMALL, variables), Error).message;
  assertStringIncludes(
    wrong({ BURROW_CLUSTER_LOCAL_OFFSET_REFRESH: "x" }),
    "has 1 wrong: BURROW_CLUSTER_LOCAL_OFFSET_REFRESH (cluster.local.offset-refresh): ",
  );
  assertStringIncludes(
    wrong({ BURROW_CLUSTER_LOCAL_SERVERS: "a:1 b" }),
    "has 1 wrong: BURROW_CLUSTER_LOCAL_SERVERS (cluster.local.servers.1): must be host:port",
  );
  assertStringIncludes(
    wrong({ BURROW_CONSUMER_LOCAL_GROUP_DENYLIST: "(a" }),
    "BURROW_CONSUMER_LOCAL_GROUP_DENYLIST (consumer.local.group-denylist): must be a regular " +
      "expression as Go has them: ",
  );
  assertStringIncludes(
    wrong({ BURROW_NOTIFIER_DEFAULT_THRESHOLD: "9" }),
    "notifier.default.class-name: class-name must be http or null",
  );
});

Deno.test("readBurrowConfig() lists all faults", () => {
  const found = faults(`
    [general]
    access-control-allow-origin = "*"
    [cluster.local]
    class-name = "kafka"
    servers = ["kafka1"]
    offset-refresh = 0
    [consumer.local]
    class-name = "kafka_zk"
    cluster = "local"
    group-denylist = "("
    group-blacklist = "x"
    [storage.default]
    class-name = "inmemory"
    intervals = "ten"
    [notifier.mail]
    class-name = "email"
  `);
  const about = [
    "general.access-control-allow-origin",
    "cluster.local.servers.0",
    "cluster.local.offset-refresh",
    "consumer.local.class-name",
    "consumer.local.group-denylist",
    "consumer.local.group-blacklist",
    "storage.default.intervals",
    "notifier.mail.class-name",
  ];
  for (const key of about) {
    assertEquals(found.filter((fault) => fault.startsWith(key)).length, 1, `${key} in ${found}`);
  }
  assertEquals(found.length, about.length, found.join("\n"));
});

Deno.test("readBurrowConfig() refuses a file without a cluster, with two, or with one unknown", () => {
  assertEquals(faults(""), [
    "cluster: Invalid input: expected record, received undefined",
    "consumer: Invalid input: expected record, received undefined",
  ]);
  const two = SMALL.replaceAll("local", "other");
  assertEquals(faults(SMALL + two), [
    "cluster: must be one section: [cluster.NAME]",
    "consumer: must be one section: [consumer.NAME]",
  ]);
  assertEquals(faults(SMALL.replace('cluster = "local"', 'cluster = "gone"')), [
    "consumer.local.cluster: names gone, which there is not",
  ]);
});

Deno.test("readBurrowConfig() wants an address for what it is to send", () => {
  const notifier = '[notifier.n]\nclass-name = "http"\n';
  assertEquals(faults(SMALL + notifier).map((fault) => fault.split(":")[0]), [
    "notifier.n.url-open",
  ]);
  const open = 'url-open = "http://localhost/"\nsend-close = true\n';
  assertEquals(faults(SMALL + notifier + open), [
    "notifier.n.url-close: must be set for send-close",
  ]);
  assertEquals(
    faults(SMALL + notifier + 'url-open = "ftp://localhost/"'),
    ["notifier.n.url-open: must be an http or https address"],
  );
});

Deno.test("readBurrowConfig() says where a file is no TOML", () => {
  assertThrows(() => read("[cluster"), Error, "TOML");
});
