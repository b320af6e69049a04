import { assertEquals, assertThrows } from "@std/assert";
import { readConfig } from "../runtime/config/config.ts";
import { httpUrl } from "../runtime/config/parsers.ts";
import { brokerNames, namedAddresses, variables } from "./console_settings.ts";

Deno.test("namedAddresses() reads name=host:port[/path],…", () => {
  assertEquals(namedAddresses("zoo1=127.0.0.1:8080, zoo2=[::1]:8081"), [
    { name: "zoo1", address: "127.0.0.1:8080" },
    { name: "zoo2", address: "[::1]:8081" },
  ]);
  assertEquals(namedAddresses("kafka1=h:80/kafka1"), [{ name: "kafka1", address: "h:80/kafka1" }]);
  const wrongs = [
    ...["127.0.0.1:8080", "zoo1=host", "zoo1=http://a:1", "zoo1=a:70000", "zoo1=u@a:1"],
    ...["zoo1=a:1?b", "zoo1=a:1#b", "zoo 1=a:1"],
  ];
  for (const wrong of wrongs) {
    assertThrows(() => namedAddresses(wrong), Error, "must be name=host:port[/path],…");
  }
});

Deno.test("brokerNames() reads id=name,…", () => {
  assertEquals([...brokerNames("1=kafka1, 22=b")], [[1, "kafka1"], [22, "b"]]);
  for (const wrong of ["kafka1", "kafka1=1", "1=a b"]) {
    assertThrows(() => brokerNames(wrong), Error, "must be id=name,…");
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
