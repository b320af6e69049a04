import { assertEquals } from "@std/assert";
import { labEnvironment } from "../../environment.ts";
import { topology } from "../../topology.ts";
import { functionProcess, webhookHosts } from "./function_process.ts";

Deno.test("functionProcess() lets no function do anything at all", () => {
  const lab = topology();
  for (const node of lab.functions) {
    const { command } = functionProcess(labEnvironment(), lab, node);
    const wide = command.filter((argument) => /^(-A|--allow-(all|[a-z]+))$/.test(argument));
    assertEquals(wide, [], node.name);
  }
});

Deno.test("webhookHosts() are those that are set, each once", () => {
  const settings = `
    [notifier.a]
    url-open = "http://127.0.0.1:9999/open"
    url-close = "http://127.0.0.1:9999/close"
    # url-open = "http://no:1/"
    [notifier.b]
    url-open = 'https://hooks.example/x'
  `;
  assertEquals(webhookHosts(settings, {}), ["127.0.0.1:9999", "hooks.example"]);
  const variables = { BURROW_NOTIFIER_A_URL_OPEN: "http://other:1/x", BURROW_URL: "http://no/" };
  assertEquals(webhookHosts(settings, variables).at(-1), "other:1");
  assertEquals(webhookHosts("[notifier", {}), []);
});
