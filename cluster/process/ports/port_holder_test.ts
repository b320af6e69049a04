import { assertEquals } from "@std/assert";
import { parseLsof, parseProcNetTcp, parseSocketOwners, shortCommand } from "./port_holder.ts";

const PROC_NET_TCP = `
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 501 1
   1: 00000000:2385 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 502 1
   2: 0500000A:2386 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 503 1
   3: 0100007F:2384 0100007F:BBD0 01 00000000:00000000 00:00000000 00000000  1000        0 504 1
  sl  local_address                         remote_address                        st
   0: 0000000000000000FFFF00000100007F:0885 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 505
   1: 00000000000000000000000000000000:0886 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 506
   2: 00000000000000000000000001000000:0887 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 507
`;

Deno.test("parseProcNetTcp() finds listeners that cover 127.0.0.1", () => {
  const ports = [9092, 9093, 9094, 2181, 2182, 2183];
  assertEquals(
    [...parseProcNetTcp(PROC_NET_TCP, ports)],
    [["501", 9092], ["502", 9093], ["505", 2181], ["506", 2182]],
  );
});

Deno.test("parseProcNetTcp() leaves out ports that were not asked for", () => {
  assertEquals([...parseProcNetTcp(PROC_NET_TCP, [2182])], [["506", 2182]]);
});

Deno.test("parseProcNetTcp() finds listeners that cover ::1", () => {
  const ports = [9092, 2181, 2182, 2183];
  assertEquals(
    [...parseProcNetTcp(PROC_NET_TCP, ports, "::1")],
    [["506", 2182], ["507", 2183]],
  );
});

Deno.test("parseSocketOwners() tells the process of a socket", () => {
  const listing = `/proc/1/fd:
total 0
lrwx------ 1 0 0 64 Nov 22 17:15 3 -> socket:[400]

/proc/77/fd:
total 0
l-wx------ 1 0 0 64 Nov 22 17:15 1 -> /var/log/socket:[501]x
lrwx------ 1 0 0 64 Nov 22 17:15 9 -> socket:[501]
`;
  assertEquals([...parseSocketOwners(listing, new Map([["501", 9092]]))], [[9092, 77]]);
});

Deno.test("parseLsof() tells the process of a port", () => {
  const text = "p70\nf8\nn*:9092\np71\nf9\nn127.0.0.1:2181\nf10\nn192.168.1.4:2182\nn[::1]:2183\n";
  assertEquals([...parseLsof(text, [9092, 2181, 2182, 2183])], [[9092, 70], [2181, 71]]);
});

Deno.test("shortCommand() drops the program's folder and the middle of a long line", () => {
  assertEquals(
    shortCommand(["/usr/bin/python3", "-m", "http.server", ""]),
    "python3 -m http.server",
  );
  const long = shortCommand(["/opt/java", "-cp", "x".repeat(5000), "kafka.Kafka"]);
  assertEquals(long.length, 79);
  assertEquals(long.startsWith("java -cp xxx"), true);
  assertEquals(long.endsWith("xxx kafka.Kafka"), true);
});
