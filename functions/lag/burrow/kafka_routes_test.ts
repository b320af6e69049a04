import { assertEquals } from "@std/assert";
import { mustAnswer, requested, setUp } from "../testing/lag_app.ts";

Deno.test("/v3/kafka lists clusters and describes one", async () => {
  await mustAnswer(
    "/v3/kafka",
    200,
    `{"error":false,"message":"cluster list returned","clusters":["local"],${
      requested("/v3/kafka")
    }}`,
  );
  for (const path of ["/v3/kafka", "/v3/config/cluster"]) {
    await mustAnswer(
      `${path}/local`,
      200,
      `{"error":false,"message":"cluster module detail returned","module":{"class-name":"kafka","servers":["127.0.0.1:29092","127.0.0.1:29093"],"client-profile":{"name":"kafka3","client-id":"burrow-local","kafka-version":"3.9.0","tls":null,"sasl":null},"topic-refresh":10,"offset-refresh":2},${
        requested(`${path}/local`)
      }}`,
    );
    await mustAnswer(
      `${path}/nosuch`,
      404,
      `{"error":true,"message":"cluster module not found",${requested(`${path}/nosuch`)}}`,
    );
  }
});

Deno.test("/v3/kafka/local/topic tells of topics", async () => {
  const topic = "/v3/kafka/local/topic";
  await mustAnswer(
    topic,
    200,
    `{"error":false,"message":"topic list returned","topics":["demo-orders"],${requested(topic)}}`,
  );
  await mustAnswer(
    "/v3/kafka/nosuch/topic",
    404,
    `{"error":true,"message":"cluster not found",${requested("/v3/kafka/nosuch/topic")}}`,
  );
  await mustAnswer(
    `${topic}/demo-orders`,
    200,
    `{"error":false,"message":"topic offsets returned","offsets":[3370,3370,3370],${
      requested(`${topic}/demo-orders`)
    }}`,
  );
  await mustAnswer(
    `${topic}/nosuch`,
    404,
    `{"error":true,"message":"cluster or topic not found",${requested(`${topic}/nosuch`)}}`,
  );
  for (const [name, consumers] of [["demo-orders", '["demo-ok"]'], ["nosuch", "[]"]]) {
    const path = `${topic}/${name}/consumers`;
    await mustAnswer(
      path,
      200,
      `{"error":false,"message":"consumers of topic returned","consumers":${consumers},${
        requested(path)
      }}`,
    );
  }
});

const START = '{"offset":3360,"timestamp":1795363532999,"observedAt":1795363541000,"lag":10}';
const END = '{"offset":3365,"timestamp":1795363539999,"observedAt":1795363541000,"lag":5}';
const ONLY = '{"offset":3340,"timestamp":1795363539499,"observedAt":1795363541000,"lag":30}';
const OWNED = '"owner":"/127.0.0.1","client_id":"demo-ok-client"';

Deno.test("/v3/kafka/local/consumer lists groups and shows their commits", async () => {
  const path = "/v3/kafka/local/consumer";
  await mustAnswer(
    path,
    200,
    `{"error":false,"message":"consumer list returned","consumers":["demo-ok"],${requested(path)}}`,
  );
  await mustAnswer(
    `${path}/demo-ok`,
    200,
    `{"error":false,"message":"consumer detail returned","topics":{"demo-orders":[{"offsets":[${START},${END}],${OWNED},"current-lag":5},{"offsets":[null,${ONLY}],${OWNED},"current-lag":30},{"offsets":[],"owner":"","client_id":"","current-lag":0}]},${
      requested(`${path}/demo-ok`)
    }}`,
  );
  await mustAnswer(
    `${path}/nosuch`,
    404,
    `{"error":true,"message":"cluster or consumer not found",${requested(`${path}/nosuch`)}}`,
  );
});

Deno.test("/v3/kafka/local/consumer/… tells how a group fares", async () => {
  const path = "/v3/kafka/local/consumer/demo-ok";
  const first =
    `{"topic":"demo-orders","partition":0,${OWNED},"status":"OK","start":${START},"end":${END},"current_lag":5,"complete":1}`;
  const second =
    `{"topic":"demo-orders","partition":1,${OWNED},"status":"STOP","start":${ONLY},"end":${ONLY},"current_lag":30,"complete":0.5}`;
  const third =
    '{"topic":"demo-orders","partition":2,"owner":"","client_id":"","status":"OK","start":null,"end":null,"current_lag":0,"complete":0}';
  for (
    const [kind, partitions] of [["status", [second]], ["lag", [first, second, third]]] as const
  ) {
    await mustAnswer(
      `${path}/${kind}`,
      200,
      `{"error":false,"message":"consumer status returned","status":{"cluster":"local","group":"demo-ok","status":"ERR","complete":0.33333334,"partitions":[${
        partitions.join(",")
      }],"partition_count":3,"maxlag":${second},"totallag":35},${requested(`${path}/${kind}`)}}`,
    );
    for (const unknown of [["local", "nosuch"], ["nosuch", "demo-ok"]]) {
      const [cluster, group] = unknown;
      const path = `/v3/kafka/${cluster}/consumer/${group}/${kind}`;
      await mustAnswer(
        path,
        404,
        `{"error":false,"message":"consumer status returned","status":{"cluster":"${cluster}","group":"${group}","status":"NOTFOUND","complete":1,"partitions":[],"partition_count":0,"maxlag":null,"totallag":0},${
          requested(path)
        }}`,
      );
    }
  }
});

Deno.test("DELETE forgets a group, or one topic of it, and never fails", async () => {
  const { request, storage } = setUp();
  const group = "/v3/kafka/local/consumer/demo-ok";
  const paths = [
    `${group}/topic/nosuch`,
    "/v3/kafka/nosuch/consumer/demo-ok",
    "/v3/kafka/local/consumer/nosuch",
  ];
  for (const path of paths) {
    const { status, text } = await request(path, { method: "DELETE" });
    const body = `{"error":false,"message":"consumer group removed",${requested(path)}}`;
    assertEquals([status, text], [200, body]);
  }
  assertEquals([...storage.group("demo-ok")!.keys()], ["demo-orders"]);
  await request(`${group}/topic/demo-orders`, { method: "DELETE" });
  assertEquals([...storage.group("demo-ok")!.keys()], []);
  await request(group, { method: "DELETE" });
  assertEquals(storage.groups, []);
});
