import { assertEquals } from "@std/assert";
import { managerLogin } from "./addresses.ts";

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
