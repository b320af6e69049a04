import { assertEquals } from "@std/assert";
import { formatAddress, parseAddress } from "./address.ts";

Deno.test("parseAddress() reads host:port[/path]", () => {
  const cases: [string, string, number, string][] = [
    ["localhost:80", "localhost", 80, ""],
    ["kafka_1.lab:9092", "kafka_1.lab", 9092, ""],
    ["[::1]:9093", "::1", 9093, ""],
    ["10.0.0.1:7070/kafka1", "10.0.0.1", 7070, "/kafka1"],
  ];
  for (const [text, host, port, path] of cases) {
    assertEquals(parseAddress(text), { host, port, path });
  }
});

Deno.test("parseAddress() takes nothing else", () => {
  const wrongs = ["", "localhost", "a:0", "a:70000", "a:x", "a:1:2", ":1", "::1:80", "http://a:1"];
  for (const wrong of [...wrongs, "u@a:1", "a:1?b", "a:1#b", "a b:1", "a:1 ", "a:1,b:2/,"]) {
    assertEquals(parseAddress(wrong), undefined, wrong);
  }
});

Deno.test("formatAddress() puts IPv6 into brackets", () => {
  assertEquals(formatAddress({ host: "::1", port: 80 }), "[::1]:80");
  assertEquals(formatAddress({ host: "localhost", port: 80 }), "localhost:80");
});
