import { assertEquals } from "@std/assert";
import type { Lab } from "../../lab.ts";

/** What must become of the neighbours of a record that cannot be written. */
export function badRecordScenarios(lab: Lab): void {
  Deno.test("a bad record must fail alone, and its neighbours be written", async () => {
    const records = [
      { key: "Z29vZA==", value: "b25l" },
      { key: "Z29vZA==", value: "not base64!" },
      { key: "Z29vZA==", value: "dHdv", partition: 99 },
      { key: "Z29vZA==", value: "dGhyZWU=" },
    ];
    const response = await fetch(lab.url("producer", "/topics/sampleFour"), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.binary.v2+json" },
      body: JSON.stringify({ records }),
    });
    const { offsets } = await response.json();
    assertEquals(response.status, 200);
    const written = offsets.map(({ error_code }: { error_code: number | null }) =>
      error_code === null
    );
    assertEquals(written, [true, false, false, true]);
    assertEquals(offsets[3].offset, offsets[0].offset + 1);
  });

  Deno.test("a record without a key must fail on a compacted topic, and not its neighbours", async () => {
    const response = await fetch(lab.url("producer", "/topics/sampleFour"), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.json.v2+json" },
      body: JSON.stringify({ records: [{ key: 1, value: 1 }, { value: 2 }, { key: 3, value: 3 }] }),
    });
    const { offsets } = await response.json();
    assertEquals(
      offsets.map(({ error }: { error: string | null }) => error === null),
      [true, false, true],
    );
  });
}
