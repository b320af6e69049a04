import { assert, assertEquals } from "@std/assert";
import type { Lab } from "../../lab.ts";

/** What the ensemble must do. */
export function zookeeperScenarios(lab: Lab): void {
  for (const { name, adminPort } of lab.topology.zookeeper) {
    Deno.test(`every AdminServer command of ${name} must answer`, async () => {
      const base = `http://127.0.0.1:${adminPort}/commands`;
      const page = await (await fetch(base)).text();
      const commands = [...page.matchAll(/href="[^"]*\/([a-z_0-9]+)"/g)].map(([, command]) =>
        command
      );
      assert(commands.length > 20, `${base} lists only ${commands.length} commands`);
      for (const command of commands) {
        // The one command that takes an argument; 306 is the mask that ZooKeeper starts with.
        const query = command === "set_trace_mask" ? "?traceMask=306" : "";
        const response = await fetch(`${base}/${command}${query}`);
        const answer = await response.json();
        assertEquals([response.status, answer.command, answer.error], [200, command, null]);
      }
    });
  }
}
