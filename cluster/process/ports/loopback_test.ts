import { assertEquals } from "@std/assert";
import { sparingLoopback } from "./loopback.ts";

Deno.test("sparingLoopback() adds this machine to what needs no proxy, if there is one", () => {
  const ours = "127.0.0.1,localhost,::1";
  const cases: [Record<string, string>, string | undefined][] = [
    [{}, undefined],
    [{ NO_PROXY: "a.example" }, "a.example"],
    [{ HTTP_PROXY: "http://p:1" }, ours],
    [{ all_proxy: "socks5://p:1", no_proxy: "a.example, .b" }, `a.example,.b,${ours}`],
    [{ https_proxy: "http://p:1", NO_PROXY: "localhost" }, "localhost,127.0.0.1,::1"],
  ];
  for (const [set, expected] of cases) {
    const variables = new Map(Object.entries(set));
    sparingLoopback(variables as unknown as Deno.Env);
    assertEquals(variables.get("NO_PROXY"), expected);
  }
});

Deno.test("a process that spares loopback must reach it past a proxy that is not there", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("here"),
  );
  const module = new URL("loopback.ts", import.meta.url);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--quiet",
      `import { sparingLoopback } from "${module}"; sparingLoopback();` +
      `console.log(await (await fetch("http://127.0.0.1:${server.addr.port}/")).text())`,
    ],
    env: { HTTP_PROXY: "http://127.0.0.1:9", ALL_PROXY: "http://127.0.0.1:9" },
  }).output();
  assertEquals(new TextDecoder().decode(stdout), "here\n");
});
