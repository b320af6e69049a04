import { assertEquals } from "@std/assert";
import { allows, rightsOf } from "./rights.ts";

const some = rightsOf({ produce: ["orders", "audit-*"], consume: ["orders"] });

Deno.test("allows() lets one do what the claim says, and nothing else", () => {
  const cases: [string, string, boolean][] = [
    ["POST", "/topics/orders", true],
    ["POST", "/topics/orders/", true],
    ["POST", "/topics/orders/partitions/3", true],
    ["POST", "/topics/audit-eu", true],
    ["POST", "/topics/audit", false],
    ["POST", "/topics/orders2", false],
    ["POST", "/topics/orders/delete", false],
    ["POST", "/topics/orders/settings", false],
    ["POST", "/topics/orders/partitions", false],
    ["POST", "/topics/%6Frders", false],
    ["DELETE", "/topics/orders", false],
    ["GET", "/topics/orders", true],
    ["GET", "/topics/orders/partitions/0/offsets", true],
    ["GET", "/topics/audit-eu", false],
    ["GET", "/topics", false],
    ["GET", "/status", true],
    ["GET", "/docs/start.js", true],
    ["POST", "/status", false],
    ["GET", "/start_producer", false],
    ["POST", "/start_producer", false],
    ["GET", "/messages", false],
    ["GET", "/", false],
  ];
  for (const [method, path, expected] of cases) {
    assertEquals(allows(some, method, path), expected, `${method} ${path}`);
  }
});

Deno.test("rightsOf() gives none where there is no claim, or one that cannot be read", () => {
  for (const value of [undefined, null, "all", { operate: "yes" }, { produce: "orders" }, []]) {
    assertEquals(rightsOf(value), { produce: [], consume: [], operate: false });
  }
  assertEquals(allows(rightsOf({ operate: true }), "POST", "/start_producer"), true);
});
