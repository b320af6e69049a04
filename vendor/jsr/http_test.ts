import { assertEquals, assertRejects } from "@std/assert";
import { type ServerSentEventMessage, ServerSentEventStream } from "./http.ts";

function serialize(...messages: ServerSentEventMessage[]): Promise<string> {
  const stream = ReadableStream.from(messages).pipeThrough(new ServerSentEventStream());
  return new Response(stream).text();
}

Deno.test("ServerSentEventStream serializes every field", async () => {
  const text = await serialize(
    { id: "sampleOne/0/7", data: "one\ntwo\r\nthree" },
    { event: "lost", data: "2", retry: 1000 },
    { comment: "keepalive" },
  );
  assertEquals(
    text,
    "data:one\ndata:two\ndata:three\nid:sampleOne/0/7\n\n" +
      "event:lost\ndata:2\nretry:1000\n\n" +
      ":keepalive\n\n",
  );
});

Deno.test("ServerSentEventStream refuses a line break that would begin another field", async () => {
  await assertRejects(
    () => serialize({ id: "1\ndata:forged" }),
    SyntaxError,
    "Cannot serialize id",
  );
  await assertRejects(() => serialize({ event: "a\rb" }), SyntaxError, "Cannot serialize event");
});
