import { mustAnswer, requested } from "../testing/lag_app.ts";

Deno.test("/v3/config shows the settings", async () => {
  await mustAnswer(
    "/v3/config",
    200,
    `{"error":false,"message":"main config returned",${
      requested("/v3/config")
    },"general":{"pidfile":"burrow.pid","stdout-logfile":"","access-control-allow-origin":""},"logging":{"filename":"","max-size":100,"max-backups":10,"max-age":30,"use-local-time":false,"use-compression":false,"level":"info"},"zookeeper":{"servers":["127.0.0.1:22181","127.0.0.1:22182","127.0.0.1:22183"],"timeout":6,"root-path":"/burrow"},"httpserver":{"default":{"address":"127.0.0.1:8000","tls":"","timeout":300}}}`,
  );
  const modules = {
    storage:
      '{"class-name":"inmemory","intervals":2,"min-distance":1,"group-allowlist":"","expire-group":604800}',
    evaluator: '{"class-name":"caching","expire-cache":10}',
    consumer:
      '{"class-name":"kafka","cluster":"local","servers":["127.0.0.1:29092","127.0.0.1:29093"],"group-allowlist":"","zookeeper-path":"","zookeeper-timeout":0,"client-profile":{"name":"kafka3","client-id":"burrow-local","kafka-version":"3.9.0","tls":null,"sasl":null},"offsets-topic":"__consumer_offsets","start-latest":false}',
    notifier:
      '{"class-name":"http","group-allowlist":"","interval":10,"threshold":2,"timeout":5,"keepalive":30,"url-open":"http://127.0.0.1:18080/v1/event","url-close":"http://127.0.0.1:18080/v1/event","method-open":"POST","method-close":"DELETE","template-open":"/etc/burrow/open.tmpl","template-close":"/etc/burrow/close.tmpl","extra":{"app":"burrow","tier":"STG"},"send-close":true,"extra-ca":"","noverify":""}',
  };
  for (const [coordinator, module] of Object.entries(modules)) {
    const name = coordinator === "consumer" ? "local" : "default";
    const path = `/v3/config/${coordinator}`;
    await mustAnswer(
      path,
      200,
      `{"error":false,"message":"module list returned",${
        requested(path)
      },"coordinator":"${coordinator}","modules":["${name}"]}`,
    );
    await mustAnswer(
      `${path}/${name}`,
      200,
      `{"error":false,"message":"${coordinator} module detail returned","module":${module},${
        requested(`${path}/${name}`)
      }}`,
    );
    await mustAnswer(
      `${path}/constructor`,
      404,
      `{"error":true,"message":"${coordinator} module not found",${
        requested(`${path}/constructor`)
      }}`,
    );
  }
});
