import { assertEquals, assertRejects } from "@std/assert";
import { Problem } from "../../runtime/http/problems/problem.ts";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { producerClient } from "./function_client.ts";

const START = "http://p:5000/start_producer";

Deno.test("FunctionClient.command() passes parameters on, and gives the message back", async () => {
  using network = fakeFetch({ [START]: { status: "ok", message: "Producer started" } });
  const message = await producerClient("http://p:5000/").command("/start_producer", { rate: "5" });
  assertEquals(message, "Producer started");
  assertEquals(network.sent, [{ url: START, body: { rate: "5" } }]);
});

Deno.test("FunctionClient.command() refuses as the function does, field by field", async () => {
  const errors = [{ field: "rate", detail: "must be a number" }];
  const body = JSON.stringify({ message: "Cannot take these parameters", errors });
  using _ = fakeFetch({ [START]: new Response(body, { status: 422 }) });
  const problem = await assertRejects(
    () => producerClient("http://p:5000").command("/start_producer", {}),
    Problem,
    "Cannot take these parameters",
  );
  assertEquals([problem.status, problem.fields], [422, errors]);
});

Deno.test("FunctionClient says who does not answer, and who is not what it should be", async () => {
  using _ = fakeFetch({ "http://other:1/status": { hello: "world" } });
  await assertRejects(
    () => producerClient("http://p:5000").status(),
    Problem,
    "Cannot reach producer at http://p:5000: nothing listens there",
  );
  await assertRejects(
    () => producerClient("http://other:1").status(),
    Problem,
    "Cannot read the producer's status: is http://other:1 it?",
  );
});
