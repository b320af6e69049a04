/**
 * Addresses of hosts and ports, as settings have them.
 *
 * @module
 */

/** Where something listens. */
export interface Address {
  /** A name or an IP address; IPv6 without brackets. */
  host: string;
  port: number;
  /** The path behind the port; empty where there is none. */
  path: string;
}

/** The parts of `host:port` or `host:port/path`; `undefined` where it is neither. */
export function parseAddress(text: string): Address | undefined {
  if (/[\s@?#]/.test(text)) return undefined;
  // A scheme that has no port of its own: every port is seen.
  const url = URL.parse(`node://${text}`);
  const port = Number(url?.port);
  if (!url || port === 0) return undefined;
  return { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port, path: url.pathname };
}

/** `host:port`, with an IPv6 address in brackets. */
export function formatAddress({ host, port }: Pick<Address, "host" | "port">): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Whether an address to listen on is one that this machine alone reaches. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** How a request is addressed to an IP address, in its `Host`. */
export function hostOf(address: string): string {
  return address.includes(":") ? `[${address.toLowerCase()}]` : address;
}
