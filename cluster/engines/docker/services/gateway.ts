/**
 * One address for all replicas of a service: a port of the host can belong to one container only.
 *
 * @module
 */

/** Where the replicas are. */
export interface Replicas {
  /** The service's name, which Docker's DNS resolves to the address of every replica. */
  resolve: () => Promise<string[]>;
  port: number;
}

/** Connects each client of the listener to one of the replicas, until the listener is closed. */
export async function forwardAll(listener: Deno.Listener, replicas: Replicas): Promise<void> {
  for await (const client of listener) {
    forward(client, replicas).catch((error) => {
      client.close();
      console.error(`Cannot forward: ${error.message}`);
    });
  }
}

async function forward(client: Deno.Conn, replicas: Replicas): Promise<void> {
  const replica = await connectToAny(replicas);
  // Whichever side ends first ends the other, as both are HTTP's connections, not halves of them.
  await Promise.allSettled([
    client.readable.pipeTo(replica.writable),
    replica.readable.pipeTo(client.writable),
  ]);
}

/** A replica that has just died is in the DNS for a moment longer, so the next one is tried. */
async function connectToAny({ resolve, port }: Replicas): Promise<Deno.Conn> {
  let failure: unknown = new Error("no replica runs");
  for (const hostname of shuffled(await resolve())) {
    try {
      return await Deno.connect({ hostname, port });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function shuffled(addresses: readonly string[]): string[] {
  return addresses
    .map((address) => ({ address, order: Math.random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ address }) => address);
}
