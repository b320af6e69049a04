import { assertEquals, assertRejects } from "@std/assert";
import { labEnvironment } from "../environment.ts";
import lock from "../registry/archive.lock.json" with { type: "json" };
import { DownloadError } from "./download.ts";
import { fetchRegistryApp } from "./fetch_registry.ts";
import { registryHome } from "./registry_app.ts";

Deno.test("fetchRegistryApp() unpacks nothing of an archive with a wrong byte, and throws it away", async () => {
  const cacheDir = await Deno.makeTempDir();
  const absent = () => new Response("no", { status: 404, statusText: "Not Found" });
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, absent);
  const mavenMirror = `http://127.0.0.1:${server.addr.port}`;
  const progress = {
    bar: () => Promise.resolve({ advance() {}, [Symbol.dispose]() {} }),
  };
  const environment = { ...labEnvironment(), cacheDir, mavenMirror };
  const path = `${registryHome(environment)}-${lock.classifier}.${lock.extension}`;
  try {
    // As long as it should be, and of other bytes.
    await Deno.writeFile(path, new Uint8Array());
    await Deno.truncate(path, lock.bytes);
    const fetching = fetchRegistryApp(environment, progress as never);
    // It is fetched anew, and cannot be had.
    await assertRejects(() => fetching, DownloadError, "answered 404");
    const left = await Array.fromAsync(Deno.readDir(cacheDir), ({ name }) => name);
    assertEquals(left.filter((name) => !name.endsWith(".part")), []);
  } finally {
    await Deno.remove(cacheDir, { recursive: true });
  }
});
