import { assertEquals } from "@std/assert";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { Burrow } from "./burrow.ts";

const LAG = "http://b:8000/v3/kafka/local/consumer/a%2Fb/lag";

Deno.test("Burrow.verdicts() reads all groups at once", async () => {
  using _ = fakeFetch({
    "http://b:8000/metrics": `burrow_kafka_consumer_status{cluster="local",consumer_group="a"} 1
burrow_kafka_consumer_status{cluster="local",consumer_group="b"} 5
`,
  });
  assertEquals([...await new Burrow("http://b:8000/").verdicts()], [["a", "OK"], ["b", "STALL"]]);
});

Deno.test("Burrow.evaluate() gives the verdict on each partition", async () => {
  using _ = fakeFetch({
    "http://b:8000/v3/kafka": { error: false, clusters: ["local"] },
    [LAG]: {
      error: false,
      status: {
        status: "ERR",
        complete: 0.5,
        partitions: [{ topic: "t", partition: 3, status: "STOP", current_lag: 7, complete: 1 }],
      },
    },
  });
  assertEquals(await new Burrow("http://b:8000").evaluate("a/b"), {
    verdict: "ERR",
    complete: 0.5,
    partitions: new Map([["t/3", { verdict: "STOP", complete: 1 }]]),
  });
});

Deno.test("Burrow.evaluate() of a group that it does not know gives nothing", async () => {
  using _ = fakeFetch({
    "http://b:8000/v3/kafka": { error: false, clusters: ["local"] },
    [LAG]: Response.json({
      error: false,
      status: { status: "NOTFOUND", complete: 1, partitions: [] },
    }, { status: 404 }),
  });
  assertEquals(await new Burrow("http://b:8000").evaluate("a/b"), undefined);
});
