import { assertEquals, assertRejects } from "@std/assert";
import { deadline } from "@std/async";
import { bandwidth } from "./bandwidth.ts";
import { blackHole } from "./black_hole.ts";
import { latency } from "./latency.ts";
import { Link } from "./link.ts";
import { reset } from "./reset.ts";

const HOST = "127.0.0.1";

/** A server that sends back what it gets, and ends when its client does; and a link to it. */
async function withEcho(use: (link: Link) => Promise<void>): Promise<void> {
  const server = Deno.listen({ hostname: HOST, port: 0 });
  const serving = (async () => {
    const open: Promise<void>[] = [];
    for await (const connection of server) {
      open.push(connection.readable.pipeTo(connection.writable).catch(() => {}));
    }
    await Promise.all(open);
  })();
  {
    await using link = await Link.open(HOST, { host: HOST, port: server.addr.port });
    await use(link);
  }
  server.close();
  await serving;
}

/** A connection through a link, which is closed after. */
async function withClient<T>(link: Link, use: (client: Deno.TcpConn) => Promise<T>): Promise<T> {
  using client = await Deno.connect({ hostname: HOST, port: link.port });
  return await use(client);
}

async function echo(client: Deno.TcpConn, text: string): Promise<string> {
  await client.write(new TextEncoder().encode(text));
  const buffer = new Uint8Array(100);
  const read = await client.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, read ?? 0));
}

Deno.test("a Link hands on what is sent, both ways, and the end of it", () =>
  withEcho((link) =>
    withClient(link, async (client) => {
      assertEquals(await echo(client, "a"), "a");
      await client.closeWrite();
      assertEquals(await client.read(new Uint8Array(1)), null);
    })
  ));

Deno.test("latency() has each way take so long", () =>
  withEcho((link) =>
    withClient(link, async (client) => {
      link.poison(latency(40, 0, () => 0));
      const began = performance.now();
      assertEquals(await echo(client, "a"), "a");
      assertEquals(performance.now() - began >= 80, true);
    })
  ));

Deno.test("bandwidth() lets no more pass in a second", () =>
  withEcho((link) =>
    withClient(link, async (client) => {
      link.poison(bandwidth(1_000));
      const began = performance.now();
      assertEquals(await echo(client, "x".repeat(50)), "x".repeat(50));
      assertEquals(performance.now() - began >= 99, true);
    })
  ));

Deno.test("reset ends connections, and refuses new ones", () =>
  withEcho(async (link) => {
    await withClient(link, async (client) => {
      assertEquals(await echo(client, "a"), "a");
      link.poison(reset);
      await assertRejects(() => echo(client, "b"));
    });
    await withClient(link, (client) => assertRejects(() => echo(client, "c")));
    link.heal();
    await withClient(link, async (client) => assertEquals(await echo(client, "d"), "d"));
  }));

Deno.test("blackHole keeps a connection open and silent, until it is healed", () =>
  withEcho((link) =>
    withClient(link, async (client) => {
      link.poison(blackHole);
      const answer = echo(client, "a");
      const silence = new Promise<never>(() => {});
      await assertRejects(() => deadline(Promise.race([answer, silence]), 100));
      link.heal();
      assertEquals(await answer, "a");
    })
  ));
