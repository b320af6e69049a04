import { assert, assertEquals } from "@std/assert";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { commandLine } from "../../processes/command_line.ts";
import { Lab } from "../../lab.ts";

const PASSWORD = "canary-of-kafka-manager";

/** What must be so of a lab that other machines reach. */
export function exposedLabScenarios(): void {
  const address = ownAddress();
  const reason = address === undefined ? " (skipped: no address but loopback)" : "";
  Deno.test({
    name: `a lab beyond loopback must ask for its token, and tell its secrets to nobody${reason}`,
    ignore: address === undefined,
    async fn() {
      const lab = new Lab({
        env: {
          INSTIGATOR_BIND: address!,
          MANAGER_USERNAME: "ann",
          MANAGER_PASSWORD: PASSWORD,
        },
      });
      const told: string[] = [];
      const run = async (...args: string[]) => {
        const { code, stdout, stderr } = await lab.task(...args);
        assertEquals(code, 0, stderr);
        told.push(stdout, stderr);
      };
      await run("up", "--engine", "native");
      const file = join(lab.stateDir, "token");
      assertEquals((await Deno.stat(file)).mode! & 0o777, 0o600);
      const token = (await Deno.readTextFile(file)).trim();
      for (const { port } of lab.topology.functions) {
        const url = `http://${address}:${port}/metrics`;
        const refused = await fetch(url);
        assertEquals(refused.status, 401);
        told.push(JSON.stringify([...refused.headers]), await refused.text());
        const answered = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
        assertEquals(answered.status, 200);
        told.push(await answered.text());
      }
      for (const args of [["status"], ["status", "--json"], ["ps"], ["logs"]]) {
        await run(...args);
      }
      const pids = [...(await lab.pids()).values()];
      const lines = await Promise.all(pids.map(commandLine));
      assert(lines.every((line) => line !== ""));
      for (const text of [...told, ...lines]) {
        for (const secret of [token, PASSWORD]) assert(!text.includes(secret), text);
      }
      await lab.remove();
    },
  });
}

/** An address by which others reach this machine. */
function ownAddress(): string | undefined {
  return Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
}
