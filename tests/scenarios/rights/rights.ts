import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import type { KafkaUser } from "../../../cluster/manifests/kafka/strimzi.ts";
import { FunctionProcess, type Variables } from "../../processes/function_process.ts";
import { eventually, type Lab } from "../../lab.ts";
import { BURROW_CONFIG } from "../../clients/lag_monitor.ts";
import { startSecureBroker } from "../../kafka/secure_broker.ts";
import { isUseOf, rightsLookedAt } from "./looked_at.ts";
import * as uses from "./uses.ts";
import { createTopics, grant, OWN, revoke, rightsOf, writtenUsers } from "./written_users.ts";

/** What functions are run by: those built in by their folders, others by their files. */
const SOURCES: Record<string, string> = {
  ...Object.fromEntries(["producer", "consumer", "console", "rest"].map((name) => [name, name])),
  burrow: "lag",
  ...Object.fromEntries(
    ["webhook", "invoices", "closing"].map((name) => [name, join(OWN, name, "function.ts")]),
  ),
};

const VARIABLES: Record<string, Variables> = {
  consumer: { AUTOSTART: "true" },
  burrow: { BURROW_CONFIG, BURROW_CLUSTER_LOCAL_OFFSET_REFRESH: "1" },
};

/** What functions may do with a Kafka that asks who they are. */
export function rightsScenarios(lab: Lab): void {
  Deno.test("each function must have the rights that it needs, by its own certificate, and no more", async (t) => {
    await using broker = await startSecureBroker(lab, "rights");
    const { users, topics } = await writtenUsers(join(broker.folder, "k8s"));
    await createTopics(broker.plain, topics);
    await grant(broker.plain, users);

    const user = (name: string): KafkaUser => users.find(({ metadata }) => metadata.name === name)!;
    const start = async (name: string) => {
      const { ca, cert, key } = await broker.certificate(name);
      return new FunctionProcess(SOURCES[name], {
        KAFKA_BROKERS: broker.tls,
        KAFKA_SSL: "true",
        ...{ KAFKA_SSL_CA: ca, KAFKA_SSL_CERT: cert, KAFKA_SSL_KEY: key },
        ...VARIABLES[name],
      });
    };
    const work = async (name: string, use: (one: FunctionProcess) => Promise<void>) => {
      await t.step(name, async () => {
        await using one = await start(name);
        await one.ready();
        await use(one);
      });
    };
    assertEquals(users.map(({ metadata }) => metadata.name).sort(), Object.keys(SOURCES).sort());

    await using writer = new FunctionProcess("producer", {
      KAFKA_BROKERS: broker.plain,
      CONTROL_TOPIC: "instigator-control",
    });
    await writer.ready();
    const labTopics = topics.map(({ spec }) => spec.topicName)
      .filter((name) =>
        rightsOf(user("producer")).some((right) => right.resource === `Topic:${name}`)
      )
      .filter((name) => name !== "instigator-control");
    await work("producer", (one) => uses.useProducer(one, labTopics));
    await work("consumer", (one) => uses.useConsumer(one, writer));
    await work("webhook", uses.useWebhook);
    await work("invoices", (one) => uses.useInvoices(one, writer));
    await work("closing", uses.useClosing);
    await work("rest", uses.useRest);
    await work("burrow", (one) => uses.useLag(one, "invoices"));
    await work("console", (one) => uses.useConsole(one, "invoices"));

    const log = await broker.log();
    const lookedAt = rightsLookedAt(log);
    await t.step("none must lack a right", () => {
      assertEquals(lookedAt.filter(({ isAllowed }) => !isAllowed), []);
    });
    for (const one of users) {
      const { name } = one.metadata;
      await t.step(`${name} must make use of each right that it has`, () => {
        const used = lookedAt.filter(({ user }) => user === name);
        assertEquals(rightsOf(one).filter((right) => !used.some((use) => isUseOf(right, use))), []);
      });
    }
    await t.step("a topic that is not a function's must be refused", async () => {
      await using producer = await start("producer");
      await producer.ready();
      assertMatch(
        `${await uses.produce(producer, "orders.invoices.dlq", { value: 1 })}`,
        /allow this client/,
      );
    });
    for (
      const right of [
        { operation: "Write", resource: "Topic:invoices" },
        { operation: "Read", resource: "Group:invoices" },
      ]
    ) {
      await t.step(
        `without ${right.operation} on ${right.resource} a function must say so`,
        async () => {
          await revoke(broker.plain, user("invoices"), right);
          await using invoices = await start("invoices");
          await eventually("/readyz tells why", async () => {
            const response = await fetch(invoices.url("/readyz"));
            return response.status === 503 && /authoriz/i.test(await response.text());
          });
          await grant(broker.plain, [user("invoices")]);
        },
      );
    }
  });
}
