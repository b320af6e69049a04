import { assertEquals } from "@std/assert";
import { forwardAll } from "./gateway.ts";

/** A gateway to servers on free ports of 127.0.0.1 … 127.0.0.3, one of which may be down. */
async function withGateway(
  addresses: string[],
  test: (url: string) => Promise<void>,
): Promise<void> {
  const answer = (name: string) => () => new Response(name);
  await using first = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer("one"));
  const { port } = first.addr;
  await using _second = Deno.serve({ hostname: "127.0.0.2", port, onListen() {} }, answer("two"));
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const forwarding = forwardAll(listener, { resolve: () => Promise.resolve(addresses), port });
  try {
    await test(`http://127.0.0.1:${listener.addr.port}/`);
  } finally {
    listener.close();
    await forwarding;
  }
}

/** Answers to requests on a connection each. */
async function ask(url: string, times: number): Promise<Set<string>> {
  const names = new Set<string>();
  for (let n = 0; n < times; n++) {
    const response = await fetch(url, { headers: { connection: "close" } });
    names.add(await response.text());
  }
  return names;
}

Deno.test("forwardAll() reaches every replica", async () => {
  await withGateway(["127.0.0.1", "127.0.0.2"], async (url) => {
    // That 40 connections all go to the same one of two happens once in 10^12 runs.
    assertEquals(await ask(url, 40), new Set(["one", "two"]));
  });
});

Deno.test("forwardAll() passes over a replica that is down", async () => {
  await withGateway(["127.0.0.3", "127.0.0.2"], async (url) => {
    assertEquals(await ask(url, 10), new Set(["two"]));
  });
});

Deno.test("forwardAll() closes the connection where no replica runs", async () => {
  await withGateway([], async (url) => {
    assertEquals(await fetch(url).then(() => "answered", () => "closed"), "closed");
  });
});
