import { assertEquals } from "@std/assert";
import Encoder from "kafkajs/src/protocol/encoder.js";
import { Buffer } from "node:buffer";

const { writeUVarInt, writeVarLong } = Encoder.prototype;
await import("./encoder.ts");

/** The bytes that a method of kafkajs's encoder writes. */
function written(method: (value: number) => unknown, value: number): string {
  const encoder = new Encoder(1);
  method.call(encoder, value);
  return Buffer.from(encoder.buffer).toString("hex");
}

Deno.test("kafkajs's integers are written as before", () => {
  const edges = [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 2 ** 28, 2 ** 31 - 1];
  for (const value of [...edges, ...edges.map((edge) => -edge), -(2 ** 31)]) {
    const { prototype } = Encoder;
    assertEquals(written(prototype.writeUVarInt, value), written(writeUVarInt, value), `${value}`);
    assertEquals(written(prototype.writeVarLong, value), written(writeVarLong, value), `${value}`);
  }
});
