import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Lab } from "../../lab.ts";
import { badRecordScenarios } from "./bad_records.ts";
import { rawRequestScenarios } from "./raw_requests.ts";
import { WRONG_BODIES } from "./wrong_bodies.ts";
import { WRONG_CALLS } from "./wrong_calls.ts";

/** What wrong requests must get: the right 4xx, and a body that says what to change. */
export function badInputScenarios(lab: Lab): void {
  for (const { what, to, path, status, says, ...init } of [...WRONG_BODIES, ...WRONG_CALLS]) {
    Deno.test(`${what} must get ${status} from the ${to}`, async () => {
      const response = await fetch(lab.url(to, path), init);
      const text = await response.text();
      assertEquals(response.status, status, text);
      assertEquals(response.headers.get("content-type"), "application/problem+json");
      const problem = JSON.parse(text);
      assertEquals(problem.status, status);
      assert(problem.error_code >= 400 && problem.message, text);
      assertStringIncludes(problem.detail, says);
    });
  }
  rawRequestScenarios(lab);
  badRecordScenarios(lab);
}
