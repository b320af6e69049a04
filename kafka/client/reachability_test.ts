import { assertEquals, assertMatch } from "@std/assert";
import { delay } from "@std/async";
import { metadata } from "../protocol/cluster/metadata.ts";
import { FakeBroker } from "../testing/fake_broker.ts";
import { toldMetadata } from "../testing/told_metadata.ts";
import { KafkaProbe } from "./reachability.ts";

/** Longer than the probe waits for an answer, in ms. */
const THROTTLE = 60_000;

/** After how long an answer is taken for good no more, in ms. */
const STALE = 1_100;

Deno.test("KafkaProbe.reason() does not take a quota for the end of Kafka", async () => {
  await using broker = new FakeBroker();
  broker.on(metadata, ({ topics }) => ({
    ...toldMetadata({ brokers: [broker], controller: 1 }, topics),
    throttleTimeMs: THROTTLE,
  }));
  const probe = new KafkaProbe({ brokers: [broker.address], clientId: "t" });
  try {
    assertEquals(await probe.reason(), undefined);
    await delay(STALE);
    assertEquals(await probe.reason(), undefined);
    await broker.stop();
    let reason: string | undefined;
    while (reason === undefined) {
      await delay(100);
      reason = await probe.reason();
    }
    assertMatch(reason, /Cannot reach Kafka/);
  } finally {
    probe.close();
  }
});
