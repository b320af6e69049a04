/**
 * The service `gateway`: `gateway_main.ts <port> <service>` forwards the port to the service's
 * replicas.
 *
 * @module
 */
import { forwardAll } from "./gateway.ts";

const [port, service] = Deno.args;
const listener = Deno.listen({ port: Number(port) });
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, () => Deno.exit(0));
}
console.log(`gateway forwards port ${port} to ${service}`);
await forwardAll(listener, {
  resolve: () => Deno.resolveDns(service, "A"),
  port: Number(port),
});
