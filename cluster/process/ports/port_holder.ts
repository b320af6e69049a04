/**
 * Who listens on a port. Needs no root, and no more permissions than to connect to 127.0.0.1 and
 * to run `cat` and `ls` (Linux) or `lsof` and `ps` (macOS): Deno keeps /proc itself from scripts
 * without `--allow-all`.
 *
 * @module
 */
import { basename } from "node:path";
import { HOST } from "../../topology.ts";
import { openFileListing } from "../files/open_files.ts";
import { commandOutput } from "../run_command.ts";

/** The process that listens on a port. */
export interface PortHolder {
  pid: number;
  /** The command line, shortened to about 80 characters. */
  command: string;
}

/** Whether something listens on a port of 127.0.0.1. */
export async function listening(port: number): Promise<boolean> {
  try {
    const connection = await Deno.connect({
      hostname: HOST,
      port,
      signal: AbortSignal.timeout(1000),
    });
    connection.close();
    return true;
  } catch (error) {
    // A full accept queue answers nothing at all: the port is taken all the same.
    return !(error instanceof Deno.errors.ConnectionRefused);
  }
}

/** An address of this machine: the lab's, or the one that `localhost` may be besides. */
export type LoopbackAddress = typeof HOST | "::1";

/**
 * The processes that listen on these ports of 127.0.0.1, or of `::1`. A port is absent when nothing
 * listens, and also when the listener belongs to another user, or the platform tells no names.
 */
export async function portHolders(
  ports: readonly number[],
  address: LoopbackAddress = HOST,
): Promise<Map<number, PortHolder>> {
  const lsof = ["-nP", "-iTCP", "-sTCP:LISTEN", "-Fpn"];
  const pids = Deno.build.os === "linux"
    ? await linuxListeners(ports, address)
    : Deno.build.os === "darwin"
    ? parseLsof(await commandOutput("lsof", lsof), ports, address)
    : new Map<number, number>();
  const holders = await Promise.all(
    [...pids].map(async ([port, pid]) => [port, { pid, command: await commandOf(pid) }] as const),
  );
  return new Map(holders);
}

async function linuxListeners(
  ports: readonly number[],
  address: LoopbackAddress,
): Promise<Map<number, number>> {
  const sockets = await commandOutput("cat", ["/proc/net/tcp", "/proc/net/tcp6"]);
  const inodes = parseProcNetTcp(sockets, ports, address);
  if (inodes.size === 0) return new Map();
  return parseSocketOwners(await openFileListing(), inodes);
}

/** Listening sockets that cover an address, as in `/proc/net/tcp` and `tcp6`: port by inode. */
export function parseProcNetTcp(
  text: string,
  ports: readonly number[],
  address: LoopbackAddress = HOST,
): Map<string, number> {
  const LISTEN = "0A";
  const covers = COVERING[address];
  const inodes = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address, hexPort] = local.split(":");
    const port = parseInt(hexPort, 16);
    if (state === LISTEN && covers.test(address) && ports.includes(port)) inodes.set(inode, port);
  }
  return inodes;
}

const COVERING: Record<LoopbackAddress, RegExp> = {
  // 127.0.0.1, 0.0.0.0, and the same two in IPv6: ::ffff:127.0.0.1 and ::.
  [HOST]:
    /^(0100007F|00000000|0000000000000000FFFF00000100007F|0{32}|0000000000000000FFFF000000000000)$/,
  "::1": /^(0{24}01000000|0{32})$/,
};

/** Which process has which of these sockets, by `ls -l` of `/proc/<pid>/fd`: pid by port. */
export function parseSocketOwners(
  listing: string,
  inodes: ReadonlyMap<string, number>,
): Map<number, number> {
  const pids = new Map<number, number>();
  let pid = 0;
  for (const line of listing.split("\n")) {
    pid = Number(line.match(/^\/proc\/(\d+)\/fd:$/)?.[1] ?? pid);
    const port = inodes.get(line.match(/ -> socket:\[(\d+)\]$/)?.[1] ?? "");
    if (port !== undefined) pids.set(port, pid);
  }
  return pids;
}

/** Which process listens on which of these ports, by `lsof -Fpn`: pid by port. */
export function parseLsof(
  text: string,
  ports: readonly number[],
  address: LoopbackAddress = HOST,
): Map<number, number> {
  const own = address === HOST ? "127.0.0.1" : `[${address}]`;
  const pids = new Map<number, number>();
  let pid = 0;
  for (const line of text.split("\n")) {
    if (line.startsWith("p")) pid = Number(line.slice(1));
    const [, host, number] = line.match(/^n(.+):(\d+)$/) ?? [];
    const port = [own, "*", "[::]"].includes(host) ? Number(number) : NaN;
    if (ports.includes(port)) pids.set(port, pid);
  }
  return pids;
}

/** The command line of a process, as {@linkcode PortHolder} has it. */
export async function commandOf(pid: number): Promise<string> {
  const args = Deno.build.os === "linux"
    ? (await commandOutput("cat", [`/proc/${pid}/cmdline`])).split("\0")
    : (await commandOutput("ps", ["-p", `${pid}`, "-o", "args="])).trim().split(" ");
  return shortCommand(args);
}

/** A command line without the folder of its program, its middle left out beyond 80 characters. */
export function shortCommand([program, ...args]: readonly string[]): string {
  const command = [basename(program), ...args].join(" ").trim();
  return command.length <= 80 ? command : `${command.slice(0, 38)} … ${command.slice(-38)}`;
}
