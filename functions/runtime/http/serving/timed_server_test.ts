import { assert, assertEquals } from "@std/assert";
import { Closing, connectionServer, serveTimed } from "./timed_server.ts";

const IDLE = 200;

/** Longer than a busy machine takes from a connection to its request. */
const LONG = 30_000;

/** A server whose connections are closed soon; it echoes bodies, and streams at /stream until it is told. */
function server(idleTimeout = IDLE) {
  const ended = Promise.withResolvers<void>();
  const served = serveTimed(
    { hostname: "127.0.0.1", port: 0, idleTimeout },
    async (request) => {
      if (!request.url.endsWith("/stream")) return new Response(await request.text());
      return new Response(
        new ReadableStream({
          async start(controller) {
            controller.enqueue(new TextEncoder().encode("begun"));
            await ended.promise;
            controller.close();
          },
        }),
      );
    },
  );
  const connect = () => Deno.connect({ hostname: "127.0.0.1", port: served.addr.port });
  return { ...served, connect, endStream: ended.resolve };
}

/** Writes, and gives all that is answered until the connection is closed. */
async function answerTo(connection: Deno.Conn, text: string): Promise<string> {
  await connection.write(new TextEncoder().encode(text));
  return await new Response(connection.readable).text();
}

Deno.test("connectionServer() is there: without it, slow connections would never be closed", () => {
  assertEquals(typeof connectionServer(), "function");
});

Deno.test("serveTimed() closes connections that are idle, half-sent, or idle after a request", async () => {
  const { connect, shutdown } = server();
  assertEquals(await answerTo(await connect(), ""), "");
  assertEquals(await answerTo(await connect(), "GET / HTTP/1.1\r\nHos"), "");
  await shutdown();
  const longer = server(IDLE * 10);
  const kept = await answerTo(await longer.connect(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert(kept.startsWith("HTTP/1.1 200 "), kept);
  await longer.shutdown();
});

Deno.test("serveTimed() closes a connection whose head drips", async () => {
  const { connect, shutdown } = server();
  const connection = await connect();
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\n"));
  const dripping = setInterval(() => {
    connection.write(new TextEncoder().encode("X-A: b\r\n")).catch(() => {});
  }, IDLE / 10);
  // A reset is as good an end as a closed stream.
  const answer = await new Response(connection.readable).text().catch(() => "");
  clearInterval(dripping);
  assertEquals(answer, "");
  await shutdown();
});

Deno.test("Closing.close() does not end the process where the connection has ended by itself", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const closing = new Closing();
  const server = connectionServer()!(
    await listener.accept(),
    closing,
    () => new Response("done"),
    () => new Response("failed"),
    () => {},
  );
  client.close();
  await server.finished;
  closing.close();
});

Deno.test("serveTimed() leaves a stream that goes on, however long, and closes it once it has ended", async () => {
  const { connect, shutdown, endStream } = server();
  // It may be closed before its request has come, where the machine is busy.
  const answer = (async () => {
    while (true) {
      const text = await answerTo(await connect(), "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
      if (text !== "") return text;
    }
  })();
  // Others come and go meanwhile, each of which takes as long as a connection may be idle.
  for (let n = 0; n < 3; n++) assertEquals(await answerTo(await connect(), ""), "");
  endStream();
  const text = await answer;
  assert(text.includes("begun") && text.endsWith("0\r\n\r\n"), text);
  await shutdown();
});

Deno.test("serveTimed() answers on one connection as long as requests come, and many at once", async () => {
  const { addr, shutdown } = server(LONG);
  const url = `http://127.0.0.1:${addr.port}/`;
  const answers = Array.from({ length: 50 }, async (_, n) => {
    return await (await fetch(url, { method: "POST", body: `${n}` })).text();
  });
  assertEquals(await Promise.all(answers), Array.from({ length: 50 }, (_, n) => `${n}`));
  await shutdown();
});

Deno.test("serveTimed() finishes what is under way when it is shut down, and waits for nobody idle", async () => {
  const { connect, shutdown, endStream } = server(LONG);
  const idle = await connect();
  const connection = await connect();
  const answer = answerTo(connection, "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  assertEquals(
    await answerTo(await connect(), "GET / HTTP/1.0\r\n\r\n").then((text) => text.slice(0, 8)),
    "HTTP/1.0",
  );
  const ended = shutdown();
  assertEquals(await new Response(idle.readable).text(), "");
  endStream();
  assert((await answer).includes("begun"));
  await ended;
});
