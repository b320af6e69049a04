import { assert, assertEquals } from "@std/assert";
import { fuzzFunction } from "../../chaos/fuzz/run_fuzz.ts";
import { findSchemathesis, schemathesisMissing } from "../../chaos/fuzz/schemathesis.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { FunctionProcess } from "../processes/function_process.ts";
import { eventually } from "../lab.ts";

const missing = await schemathesisMissing();

/** Nobody listens there. */
const NO_KAFKA = "127.0.0.1:1";

/** A short form of `deno task fuzz`, which does the same on a lab: what has no Kafka answers by itself. */
for (const name of ["producer", "consumer"]) {
  Deno.test({
    name: `${name} must answer as its openapi.json says, whatever it is asked, without Kafka too` +
      (missing === undefined ? "" : `: ${missing}`),
    ignore: missing !== undefined,
    async fn() {
      const { signal } = new AbortController();
      const program = await findSchemathesis(labEnvironment().cacheDir, signal);
      await using running = new FunctionProcess(name, { KAFKA_BROKERS: NO_KAFKA });
      await eventually("it answers", async () => (await fetch(running.url("/healthz"))).text());
      const options = { examples: 1, coverage: false, seed: 1, signal };
      const { cases, faults, told } = await fuzzFunction(program, name, running.url(""), options);
      assertEquals(faults, [], told);
      assert(cases >= 10);
    },
  });
}
