import { Brokers } from "../client/brokers.ts";
import { metadata } from "../protocol/cluster/metadata.ts";
import { FakeBroker } from "./fake_broker.ts";
import { toldMetadata } from "./told_metadata.ts";

/** Tests with one broker, which leads partition 0 of topic `t`, and a client of it. */
export async function withBroker(
  test: (client: Brokers, broker: FakeBroker) => Promise<void>,
): Promise<void> {
  await using broker = new FakeBroker();
  broker.on(
    metadata,
    ({ topics }) => toldMetadata({ brokers: [broker], controller: 1, topics: { t: [1] } }, topics),
  );
  const client = new Brokers({ brokers: [broker.address], clientId: "t" });
  try {
    await test(client, broker);
  } finally {
    await client.close();
  }
}
