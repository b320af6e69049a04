import { assertEquals } from "@std/assert";
import { ownStack } from "./own_stack.ts";

Deno.test("ownStack() leaves out the lines of what runs functions", () => {
  const runtime = new URL("../../functions/runtime/own/call/function_caller.ts", import.meta.url);
  const text = `Error: no
    at each (file:///shop/orders/function.ts:3:9)
    at FunctionCaller.handle (${runtime.href}:70:29)
    at ext:core/01_core.js:1:1 (ext:core/01_core.js:1:1)`;
  assertEquals(ownStack(text), "Error: no\n    at each (file:///shop/orders/function.ts:3:9)");
  const own = new URL("../../functions/orders/function.ts", import.meta.url);
  assertEquals(
    ownStack(`    at each (${own}:3:9)`),
    "    at each (functions/orders/function.ts:3:9)",
  );
});
