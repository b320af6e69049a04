import { assertEquals } from "@std/assert";
import { topology } from "../../cluster/topology.ts";
import { addresses, addressesJson, managerLogin } from "./addresses.ts";

Deno.test("managerLogin() tells the user that is set, and never a password that is", () => {
  const cases: [Record<string, string>, string][] = [
    [{}, "user admin, password admin"],
    [{ MANAGER_USERNAME: "ann" }, "user ann, password admin"],
    [{ MANAGER_USERNAME: "ann", MANAGER_PASSWORD: "secret" }, "user ann, password as set"],
    [{ MANAGER_USERNAME: "", MANAGER_PASSWORD: "" }, "user admin, password admin"],
  ];
  for (const [set, login] of cases) {
    assertEquals(managerLogin(new Map(Object.entries(set)) as unknown as Deno.Env), login);
  }
});

Deno.test("addressesJson() has all that a program needs to reach the lab", () => {
  const { urls, brokers, zookeeper } = addressesJson(topology(1500));
  assertEquals([urls.producer, urls["kafka-manager"], urls.zoo2], [
    "http://localhost:6500",
    "http://localhost:10500",
    "http://127.0.0.1:9581/commands",
  ]);
  assertEquals(brokers, ["127.0.0.1:10592", "127.0.0.1:10593", "127.0.0.1:10594"]);
  assertEquals(zookeeper, "127.0.0.1:3681,127.0.0.1:3682,127.0.0.1:3683");
});

Deno.test("addresses() leaves out what does not run", () => {
  const text = addresses(
    topology(),
    new Map(["consumer", "console", "kafka2"].map((name) => [name, 1])),
  );
  for (const there of [":5000", "127.0.0.1:9092,127.0.0.1:9094", ":8000"]) {
    assertEquals(text.includes(there), true, there);
  }
  for (const gone of [":5001", ":5002", ":9000", ":9093"]) assertEquals(text.includes(gone), false);
});

Deno.test("addresses() has every address whole, also on a narrow terminal", () => {
  const lines = addresses(topology(), undefined, 60).split("\n");
  for (const port of [9092, 9093, 9094, 2181]) {
    assertEquals(lines.filter((line) => line.includes(`127.0.0.1:${port}`)).length, 1, `${port}`);
  }
  assertEquals(lines.filter((line) => line.length > 60), []);
});
