import { assert, assertEquals } from "@std/assert";
import { parse } from "yaml";
import { topology } from "../../topology.ts";
import { exposureText } from "./exposure_file.ts";

Deno.test("exposureText() publishes functions, and nothing else, behind the token", () => {
  const exposure = { addresses: ["192.168.1.5", "fd00::2"], tokenFile: "/state/token" };
  const { services } = parse(exposureText({ ...topology(500), exposure }));
  assertEquals(Object.keys(services).sort(), [
    "console",
    "consumer",
    "gateway",
    "producer",
    "rest",
  ]);
  assertEquals(services.producer.ports, ["192.168.1.5:5500:5000", "[fd00::2]:5500:5000"]);
  assertEquals([services.consumer.ports, services.gateway.ports[0]], [
    undefined,
    "192.168.1.5:5501:5001",
  ]);
  for (const name of ["producer", "consumer", "console", "rest"]) {
    const { AUTH, AUTH_TOKEN, ALLOWED_HOSTS } = services[name].environment;
    assertEquals([AUTH, AUTH_TOKEN], ["required", "${INSTIGATOR_TOKEN}"]);
    assert(ALLOWED_HOSTS.includes("[fd00::2]"));
  }
});
