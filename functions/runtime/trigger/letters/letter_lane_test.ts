import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { recordAt, settled } from "../testing/fake_partition.ts";
import type { Letter } from "../delivery/delivery_options.ts";
import { LetterLane } from "./letter_lane.ts";

function letterOf(offset: number, bytes = 1): Letter {
  const record = recordAt(offset, { value: Buffer.alloc(bytes) });
  return { record, error: new Error("no"), attempts: 1 };
}

/** A lane that writes batches once it is told to. */
function setUp(bad = -1, code = "MESSAGE_TOO_LARGE") {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const lane = new LetterLane((letters) => {
    const offsets = letters.map(({ record: { offset } }) => offset);
    batches.push(offsets);
    return new Promise((resolve, reject) =>
      ends.push(() => offsets.includes(bad) ? reject(new SendError(code, "refused")) : resolve())
    );
  });
  async function end(): Promise<void> {
    ends.shift()!();
    await settled();
  }
  return { lane, batches, end };
}

Deno.test("LetterLane.send() writes what comes meanwhile together, in its order", async () => {
  const { lane, batches, end } = setUp();
  const first = lane.send(letterOf(0));
  await settled();
  const others = [1, 2, 3].map((offset) => lane.send(letterOf(offset)));
  await end();
  await first;
  assertEquals(batches, [[0], [1, 2, 3]]);
  await end();
  await Promise.all(others);
});

Deno.test("LetterLane.send() writes no more at once than a batch takes", async () => {
  const { lane, batches, end } = setUp();
  const all = [0, 1, 2].map((offset) => lane.send(letterOf(offset, 300_000)));
  await settled();
  for (let batch = 0; batch < 3; batch++) await end();
  await Promise.all(all);
  assertEquals(batches, [[0], [1], [2]]);
});

Deno.test("LetterLane.send() fails for those letters only that cannot be written", async () => {
  const { lane, batches, end } = setUp(1);
  const [first, second, third] = [0, 1, 2].map((offset) => lane.send(letterOf(offset)));
  const refused = assertRejects(() => second, Error, "refused");
  await settled();
  for (let batch = 0; batch < 4; batch++) await end();
  await Promise.all([first, refused, third]);
  assertEquals(batches, [[0, 1, 2], [0], [1], [2]]);
});

Deno.test("LetterLane.send() fails for all that go together where Kafka takes none", async () => {
  const { lane, batches, end } = setUp(1, "NOT_ENOUGH_REPLICAS");
  const all = [0, 1, 2].map((offset) =>
    assertRejects(() => lane.send(letterOf(offset)), SendError)
  );
  await settled();
  await end();
  await Promise.all(all);
  assertEquals(batches, [[0, 1, 2]]);
});
