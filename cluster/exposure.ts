/**
 * The functions beyond loopback: on which addresses, behind which token and certificate.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import type { Variables } from "./environment.ts";

/** Where other machines reach the functions, and what they must show there. */
export interface Exposure {
  /** Addresses of this machine, besides loopback. */
  readonly addresses: readonly string[];
  /** The file with the token, which `up` writes. */
  readonly tokenFile: string;
  /** PEM files of a certificate and its key (`INSTIGATOR_TLS_CERT`, `INSTIGATOR_TLS_KEY`). */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** What is kept of it while the lab is up, so that every command knows. */
const KEPT = "exposure.json";

/**
 * Where this lab is exposed: as the variables say, or else as it was brought up.
 *
 * @param faults what is wrong with the variables is added here.
 */
export function readExposure(
  env: Variables,
  stateDir: string,
  faults: string[],
): Exposure | undefined {
  const bind = env.get("INSTIGATOR_BIND") || undefined;
  const files = ["INSTIGATOR_TLS_CERT", "INSTIGATOR_TLS_KEY"].map((name) => env.get(name) || "");
  if (bind === undefined) {
    if (files.some(Boolean)) {
      faults.push("INSTIGATOR_TLS_CERT has no effect without INSTIGATOR_BIND");
    }
    return kept(stateDir);
  }
  if (isIP(bind) === 0) {
    faults.push(`INSTIGATOR_BIND is an address of this machine, or 0.0.0.0 for all, got "${bind}"`);
    return undefined;
  }
  if (files.some(Boolean) && !files.every(Boolean)) {
    faults.push("INSTIGATOR_TLS_CERT and INSTIGATOR_TLS_KEY go together");
    return undefined;
  }
  if (isLoopback(bind)) return undefined;
  const [cert, key] = files.map((path) => path && resolve(env.get("INIT_CWD") || ".", path));
  const addresses = bind === "0.0.0.0" || bind === "::" ? ownAddresses() : [bind];
  if (addresses.length === 0) {
    faults.push(`INSTIGATOR_BIND=${bind} has no effect: this machine has no address but loopback`);
    return undefined;
  }
  const tokenFile = join(stateDir, "token");
  return { addresses, tokenFile, ...(cert && key && { tls: { cert, key } }) };
}

/** Keeps it for the commands that come, and makes a token where there is none. */
export async function keepExposure(stateDir: string, exposure?: Exposure): Promise<void> {
  if (exposure === undefined) return await forgetExposure(stateDir);
  await Deno.writeTextFile(join(stateDir, KEPT), JSON.stringify(exposure));
  if (await isFile(exposure.tokenFile)) return await Deno.chmod(exposure.tokenFile, 0o600);
  const token = randomBytes(32).toString("base64url");
  await Deno.writeTextFile(exposure.tokenFile, `${token}\n`, { mode: 0o600, createNew: true });
}

/** Forgets it, and the token, once the lab is down or on loopback alone. */
export async function forgetExposure(stateDir: string): Promise<void> {
  for (const name of [KEPT, "token"]) {
    await Deno.remove(join(stateDir, name)).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

/** The headers with which the lab asks its functions. */
export function authorization(exposure: Exposure | undefined): Record<string, string> {
  if (exposure === undefined) return {};
  return { authorization: `Bearer ${readToken(exposure)}` };
}

/** The token; empty where none was made yet. */
export function readToken({ tokenFile }: Exposure): string {
  try {
    return Deno.readTextFileSync(tokenFile).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

function kept(stateDir: string): Exposure | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(join(stateDir, KEPT)));
  } catch {
    return undefined;
  }
}

/** The addresses by which others reach this machine; those of a link alone need its name, and are left out. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
      .map(({ address }) => address)
  );
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}
