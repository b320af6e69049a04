/**
 * The service `gateway`: `gateway_main.ts <service>:<port>…` forwards each port to the replicas of its
 * service.
 *
 * @module
 */
import { forwardAll } from "./gateway.ts";

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, () => Deno.exit(0));
}
await Promise.all(Deno.args.map((argument) => {
  const [service, port] = argument.split(":");
  const listener = Deno.listen({ port: Number(port) });
  console.log(`gateway forwards port ${port} to ${service}`);
  return forwardAll(listener, {
    resolve: () => Deno.resolveDns(service, "A"),
    port: Number(port),
  });
}));
