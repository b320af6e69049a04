import { assertEquals, assertThrows } from "@std/assert";
import { ConfigError, readConfig } from "../../runtime/config/config.ts";
import { needsBrokers, variables, withFile } from "./lag_settings.ts";

const FILE = `
[client-profile.lab]
client-id = "burrow-lab"
[cluster.local]
class-name = "kafka"
client-profile = "lab"
servers = ["kafka1:9092"]
[consumer.local]
class-name = "kafka"
cluster = "local"
`;

function settings(environment: Record<string, string>, file = FILE) {
  const path = Deno.makeTempFileSync();
  Deno.writeTextFileSync(path, file);
  try {
    const source = (name: string) => ({ BURROW_CONFIG: path, ...environment })[name];
    const { brokers, clientId, host, port } = withFile(readConfig(variables, source, needsBrokers));
    return { brokers, clientId, host, port };
  } finally {
    Deno.removeSync(path);
  }
}

Deno.test("withFile() takes from the file what no variable sets", () => {
  assertEquals(settings({}), {
    brokers: ["kafka1:9092"],
    clientId: "burrow-lab",
    host: "127.0.0.1",
    port: 8000,
  });
  const listener = '[httpserver.default]\naddress = "0.0.0.0:8001"\n';
  assertEquals(settings({}, FILE + listener), {
    brokers: ["kafka1:9092"],
    clientId: "burrow-lab",
    host: "0.0.0.0",
    port: 8001,
  });
});

Deno.test("withFile() takes the address of a host, of IPv6, or of none", () => {
  const at = (address: string) => {
    const { host, port } = settings({}, `${FILE}[httpserver.default]\naddress = "${address}"\n`);
    return { host, port };
  };
  assertEquals(at("[::1]:8001"), { host: "::1", port: 8001 });
  assertEquals(at(":80"), { host: "127.0.0.1", port: 80 });
});

Deno.test("the file's keys are overridden from where the variables come from", () => {
  assertEquals(settings({ BURROW_CLUSTER_LOCAL_SERVERS: "a:1,b:2" }).brokers, ["a:1", "b:2"]);
});

Deno.test("withFile() lets variables win", () => {
  const environment = {
    KAFKA_BROKERS: "localhost:9092,localhost:9093",
    KAFKA_CLIENT_ID: "mine",
    HOST: "::1",
    PORT: "8002",
  };
  assertEquals(settings(environment), {
    brokers: ["localhost:9092", "localhost:9093"],
    clientId: "mine",
    host: "::1",
    port: 8002,
  });
});

Deno.test("withFile() wants brokers from one of the two", () => {
  const file = FILE.replace('servers = ["kafka1:9092"]', "");
  assertThrows(() => settings({}, file), ConfigError, "KAFKA_BROKERS must be set");
  const { faults } = assertThrows(() => settings({ PORT: "0" }, file), ConfigError);
  assertEquals(faults.map((fault) => fault.split(" ")[0]), ["PORT", "KAFKA_BROKERS"]);
});

Deno.test("BURROW_CONFIG must be a file that can be read", () => {
  const environment = { BURROW_CONFIG: "/nowhere/burrow.toml", PORT: "0" };
  const { faults } = assertThrows(() => settings(environment), ConfigError);
  assertEquals(faults.map((fault) => fault.split(" ")[0]).toSorted(), ["BURROW_CONFIG", "PORT"]);
});
