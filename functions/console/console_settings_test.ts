import { assertEquals, assertThrows } from "@std/assert";
import { readConfig } from "../runtime/config/config.ts";
import { httpUrl, namedAddresses, variables } from "./console_settings.ts";

Deno.test("namedAddresses() reads name=host:port[/path],…", () => {
  assertEquals(namedAddresses("zoo1=127.0.0.1:8080, zoo2=[::1]:8081"), [
    { name: "zoo1", address: "127.0.0.1:8080" },
    { name: "zoo2", address: "[::1]:8081" },
  ]);
  for (const wrong of ["127.0.0.1:8080", "zoo1=host", "zoo1=http://a:1"]) {
    assertThrows(() => namedAddresses(wrong), Error, "must be name=host:port[/path],…");
  }
});

Deno.test("httpUrl() takes addresses of functions only", () => {
  assertEquals(httpUrl("http://localhost:5000"), "http://localhost:5000");
  for (const wrong of ["localhost:5000", "file:///etc/passwd", "x"]) {
    assertThrows(() => httpUrl(wrong), Error, "must be a URL");
  }
});

Deno.test("the console needs brokers, and nothing else", () => {
  const config = readConfig(variables, (name) => name === "KAFKA_BROKERS" ? "b:9092" : undefined);
  assertEquals([config.port, config.managerPort, config.producerUrl], [5002, undefined, undefined]);
  assertEquals([config.managerUsername, config.managerPassword], ["admin", "admin"]);
});
