import { assert, assertEquals } from "@std/assert";
import { sampleProcesses } from "./process_sample.ts";

Deno.test({
  name: "sampleProcesses() tells memory, threads, sockets and files, and leaves out who is gone",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const before = (await sampleProcesses([Deno.pid, 2 ** 22 + 1])).get(Deno.pid)!;
    assert(before.memory > 10_000_000 && before.threads > 1 && before.files > before.sockets);
    const listeners = Array.from({ length: 20 }, () => {
      return Deno.listen({ hostname: "127.0.0.1", port: 0 });
    });
    const samples = await sampleProcesses([Deno.pid, 2 ** 22 + 1]);
    for (const listener of listeners) listener.close();
    assertEquals([...samples.keys()], [Deno.pid]);
    assert(samples.get(Deno.pid)!.sockets >= before.sockets + 20);
  },
});
