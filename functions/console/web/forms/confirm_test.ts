import { assertThrows } from "@std/assert";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { confirmed } from "./confirm.tsx";

Deno.test("confirmed() wants the very name", () => {
  confirmed("orders", "orders");
  assertThrows(() => confirmed("Orders", "orders"), Problem);
  confirmed("a⟨U+000A⟩b", "a\nb");
  assertThrows(() => confirmed(undefined, "orders"), Problem);
});
