/**
 * A function that other machines reach, run as the native engine runs it: by token and certificate.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { functionProcess } from "../../cluster/engines/native/function_process.ts";
import { freeOffset } from "../../cluster/engines/free_offset.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { authorization, type Exposure, keepExposure } from "../../cluster/exposure.ts";
import { runCommand } from "../../cluster/process/run_command.ts";
import { topology } from "../../cluster/topology.ts";
import { eventually } from "../lab.ts";

/** An address of this machine that others may reach it by; none where it has no network. */
const ADDRESS = Object.values(networkInterfaces()).flat()
  .find((one) => one && !one.internal && one.family === "IPv4")?.address;

Deno.test({
  name: "a function that others reach must serve them over TLS, and nobody without the token",
  ignore: ADDRESS === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    const [cert, key] = ["cert.pem", "key.pem"].map((name) => join(folder, name));
    await runCommand("openssl", [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=lab"],
      ...[
        "-addext",
        `subjectAltName=IP:${ADDRESS}`,
        "-addext",
        "basicConstraints=critical,CA:FALSE",
      ],
      ...["-keyout", key, "-out", cert],
    ]);
    const exposure: Exposure = {
      addresses: [ADDRESS!],
      tokenFile: join(folder, "token"),
      tls: { cert, key },
    };
    await keepExposure(folder, exposure);
    const headers = authorization(exposure);
    const token = headers.authorization.replace("Bearer ", "");
    const lab = { ...topology(freeOffset()), exposure };
    const environment = labEnvironment({
      get: (name) => ({ HOME: folder, INSTIGATOR_STATE: folder })[name],
    });
    const [producer] = lab.functions;
    const { command: [deno, ...args], env } = functionProcess(environment, lab, producer);
    const options = { args, env, clearEnv: true, cwd: folder, stdin: "null" } as const;
    const child = new Deno.Command(deno, { ...options, stdout: "piped", stderr: "piped" }).spawn();
    const output = child.output();
    using client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(cert)] });
    const outside = `https://${ADDRESS}:${producer.port}`;
    const inside = `http://127.0.0.1:${producer.port}`;
    const answers: string[] = [];
    const status = async (url: string, init: RequestInit = {}) => {
      const response = await fetch(url, { ...init, client });
      answers.push(JSON.stringify([...response.headers]) + await response.text());
      return response.status;
    };
    try {
      await eventually(
        "the function listens",
        async () => await status(`${inside}/healthz`) === 200,
      );
      for (const url of [outside, inside]) {
        assertEquals(await status(`${url}/healthz`), 200);
        assertEquals(await status(`${url}/metrics`), 401);
        assertEquals(await status(`${url}/metrics`, { headers }), 200);
        assertEquals(await status(`${url}/start_producer`, { method: "POST" }), 401);
      }
      const body = new URLSearchParams({ token });
      const signedIn = await fetch(`${outside}/sign-in`, {
        ...{ method: "POST", body, client, redirect: "manual" },
        headers: { origin: outside },
      });
      answers.push(JSON.stringify([...signedIn.headers]) + await signedIn.text());
      assertEquals(signedIn.status, 303);
      assertStringIncludes(signedIn.headers.get("set-cookie")!, "Secure");
    } finally {
      child.kill("SIGTERM");
    }
    const { code, stdout, stderr } = await output;
    const logged = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assertEquals(code, 0, logged);
    assertStringIncludes(logged, `listens on https://${ADDRESS}:${producer.port}`);
    for (const text of [logged, args.join(" "), JSON.stringify(env), ...answers]) {
      assert(!text.includes(token));
    }

    // Without its token it must not start at all.
    await Deno.remove(exposure.tokenFile);
    const refused = await new Deno.Command(deno, options).output();
    assertEquals(refused.code, 78);
    assertStringIncludes(new TextDecoder().decode(refused.stderr), "AUTH_TOKEN_FILE");
    await Deno.remove(folder, { recursive: true });
  },
});
