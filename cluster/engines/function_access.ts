/**
 * What a function is told and may do where other machines reach it.
 *
 * @module
 */
import type { Exposure } from "../exposure.ts";

/** The variables that say who reaches a function, and who may enter. The lab sets them, or nobody does. */
export const ACCESS_VARIABLES = [
  "AUTH",
  "AUTH_TOKEN",
  "AUTH_TOKEN_FILE",
  "EXPOSE",
  "JWT_ALGORITHMS",
  "JWT_AUDIENCE",
  "JWT_ISSUER",
  "JWT_JWKS_URL",
  "TLS_CERT",
  "TLS_KEY",
];

/** The variables of a function that runs on this machine. One that is empty counts as unset. */
export function accessVariables(exposure: Exposure | undefined): Record<string, string> {
  return {
    ...Object.fromEntries(ACCESS_VARIABLES.map((name) => [name, ""])),
    ...(exposure && {
      AUTH_TOKEN_FILE: exposure.tokenFile,
      EXPOSE: exposure.addresses.join(","),
    }),
    ...(exposure?.tls && { TLS_CERT: exposure.tls.cert, TLS_KEY: exposure.tls.key }),
  };
}

/** `address:port` of where it listens besides loopback. */
export function exposedAt(exposure: Exposure | undefined, port: number): string[] {
  return (exposure?.addresses ?? []).map((address) =>
    `${address.includes(":") ? `[${address}]` : address}:${port}`
  );
}

/** The files that it must read for that. */
export function accessFiles(exposure: Exposure | undefined): string[] {
  if (exposure === undefined) return [];
  const { tokenFile, tls } = exposure;
  return [tokenFile, ...tls ? [tls.cert, tls.key] : []];
}
