import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { authorization, forgetExposure, keepExposure, readExposure } from "./exposure.ts";

/** What the variables come to, and what is wrong with them. */
function read(variables: Record<string, string>, stateDir = "/state") {
  const faults: string[] = [];
  const exposure = readExposure({ get: (name) => variables[name] }, stateDir, faults);
  return { exposure, faults };
}

Deno.test("readExposure() exposes nothing unless it is told to", () => {
  for (const variables of [{}, { INSTIGATOR_BIND: "" }, { INSTIGATOR_BIND: "127.0.0.1" }]) {
    assertEquals(read(variables as Record<string, string>), { exposure: undefined, faults: [] });
  }
});

Deno.test("readExposure() takes an address, and a certificate with its key", () => {
  const { exposure } = read({
    INSTIGATOR_BIND: "192.168.1.5",
    INSTIGATOR_TLS_CERT: "/tls/cert.pem",
    INSTIGATOR_TLS_KEY: "/tls/key.pem",
  });
  assertEquals(exposure, {
    addresses: ["192.168.1.5"],
    tokenFile: join("/state", "token"),
    tls: { cert: "/tls/cert.pem", key: "/tls/key.pem" },
  });
});

Deno.test("readExposure() tells what is wrong", () => {
  const wrong: [Record<string, string>, string][] = [
    [{ INSTIGATOR_BIND: "lab.example" }, "INSTIGATOR_BIND is an address"],
    [{ INSTIGATOR_BIND: "10.0.0.1", INSTIGATOR_TLS_CERT: "/c" }, "go together"],
    [{ INSTIGATOR_TLS_CERT: "/c", INSTIGATOR_TLS_KEY: "/k" }, "has no effect without"],
  ];
  for (const [variables, expected] of wrong) {
    const { exposure, faults } = read(variables);
    assertEquals(exposure, undefined);
    assert(faults.length === 1 && faults[0].includes(expected), faults.join());
  }
});

Deno.test("a lab keeps its exposure and one token, which only its user reads, until it is down", async () => {
  const stateDir = await Deno.makeTempDir();
  try {
    const { exposure } = read({ INSTIGATOR_BIND: "192.168.1.5" }, stateDir);
    await keepExposure(stateDir, exposure);
    assertEquals(read({}, stateDir).exposure, exposure);
    const { authorization: first } = authorization(exposure);
    assert(/^Bearer [\w-]{43}$/.test(first));
    assertEquals((await Deno.stat(exposure!.tokenFile)).mode! & 0o777, 0o600);
    await keepExposure(stateDir, exposure);
    assertEquals(authorization(exposure).authorization, first);

    await forgetExposure(stateDir);
    assertEquals([...Deno.readDirSync(stateDir)], []);
    await keepExposure(stateDir, exposure);
    assert(authorization(exposure).authorization !== first);
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
});
