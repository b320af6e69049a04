import { assertEquals, assertRejects } from "@std/assert";
import { registerCluster } from "./register_cluster.ts";

const LAB = { name: "local", zookeeper: "zoo1:2181,zoo2:2181,zoo3:2181" };

/** Kafka Manager as far as registering goes: the list, the form, and basic auth before both. */
async function kafkaManager(
  refusal: string | undefined,
  test: (manager: Parameters<typeof registerCluster>[0], forms: FormData[]) => Promise<void>,
): Promise<void> {
  const forms: FormData[] = [];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      // admin:pässwörd→, in UTF-8
      if (request.headers.get("authorization") !== "Basic YWRtaW46cMOkc3N3w7ZyZOKGkg==") {
        return new Response("", { status: 401 });
      }
      const { pathname } = new URL(request.url);
      if (request.method === "GET" && pathname === "/api/status/clusters") {
        const active = refusal ? [] : forms.map((form) => ({ name: form.get("name") }));
        return Response.json({ clusters: { active, pending: [] } });
      }
      if (request.method !== "POST" || pathname !== "/clusters") {
        return new Response("", { status: 404 });
      }
      forms.push(await request.formData());
      return new Response(refusal ? `<h1>Yikes!</h1>\n<p>${refusal}</p>` : "<h1>Done!</h1>");
    },
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  await test({ url, username: "admin", password: "pässwörd→" }, forms);
}

Deno.test("registerCluster() sends the form once", async () => {
  await kafkaManager(undefined, async (manager, forms) => {
    assertEquals(await registerCluster(manager, LAB), true);
    assertEquals(await registerCluster(manager, LAB), false);
    assertEquals(forms.map((form) => Object.fromEntries(form)), [{
      name: "local",
      zkHosts: LAB.zookeeper,
      kafkaVersion: "3.2.0",
      securityProtocol: "PLAINTEXT",
      jmxEnabled: "true",
      pollConsumers: "true",
    }]);
  });
});

Deno.test("registerCluster() says why Kafka Manager refuses, which it does with 200", async () => {
  await kafkaManager("Ask timed out", async (manager) => {
    await assertRejects(
      () => registerCluster(manager, LAB),
      Error,
      "Cannot register local in Kafka Manager: Ask timed out",
    );
  });
});

Deno.test("registerCluster() says so when it is not let in", async () => {
  await kafkaManager(undefined, async (manager, forms) => {
    await assertRejects(
      () => registerCluster({ ...manager, password: "wrong" }, LAB),
      Error,
      "it refuses the user name and password",
    );
    assertEquals(forms, []);
  });
});
