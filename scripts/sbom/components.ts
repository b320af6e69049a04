/**
 * What the project is made of, from the files that pin it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../cluster/environment.ts";

/** Something that was made elsewhere. */
export interface Part {
  type: "library" | "platform" | "container";
  name: string;
  group?: string;
  version: string;
  /** A package URL, which names it wherever it is known. */
  purl: string;
  /** Hexadecimal. */
  sha512?: string;
  /** Further facts, by name. */
  properties?: [string, string][];
}

/** All of them, by name. */
export async function parts(root = PROJECT_ROOT): Promise<Part[]> {
  const read = (path: string) => Deno.readTextFile(join(root, path));
  const dockerfiles = [
    "cluster/kafka/Dockerfile",
    "cluster/registry/Dockerfile",
    "functions/Dockerfile",
    "functions/runtime/image/Dockerfile",
    "cluster/engines/docker/services/Dockerfile",
  ];
  const bases = (await Promise.all(dockerfiles.map(read))).flatMap(baseImages);
  const all = [
    ...npmPackages(await read("deno.lock")),
    ...jars(await read("cluster/kafka/jars.lock.json")),
    ...jars(`{"jars":[${await read("cluster/registry/archive.lock.json")}]}`),
    ...javaRuntime(await read("cluster/jvm/java_runtime.txt")),
    ...[...new Set([...bases, ...composeImages(await read("docker-compose.yml"))])].map(image),
  ];
  return all.toSorted((a, b) => a.purl < b.purl ? -1 : 1);
}

/** The packages of deno.lock, each version once: what it was installed beside stands after a `_`. */
export function npmPackages(lock: string): Part[] {
  const { npm } = JSON.parse(lock) as { npm: Record<string, { integrity: string }> };
  const found = Object.entries(npm).map(([key, { integrity }]): Part => {
    const [, scope, base, version] = /^(?:@([^/]+)\/)?([^@]+)@([^_]+)/.exec(key)!;
    const sha512 = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
    const path = scope === undefined ? base : `%40${scope}/${base}`;
    return {
      type: "library",
      ...(scope !== undefined && { group: `@${scope}` }),
      name: base,
      version,
      purl: `pkg:npm/${path}@${version}`,
      sha512,
    };
  });
  return [...new Map(found.map((part) => [part.purl, part])).values()];
}

/** The jars of jars.lock.json. */
export function jars(lock: string): Part[] {
  const { jars } = JSON.parse(lock) as { jars: { coordinate: string; sha512: string }[] };
  return jars.map(({ coordinate, sha512 }) => {
    const [group, name, version] = coordinate.split(":");
    const purl = `pkg:maven/${group}/${name}@${version}`;
    return { type: "library", group, name, version, purl, sha512 };
  });
}

/** The Java that is fetched where there is none: a wheel for each platform, of one version. */
export function javaRuntime(requirements: string): Part[] {
  const [, name, version] = /^([\w-]+)==([\w.]+)/m.exec(requirements)!;
  const hashes = [...requirements.matchAll(/sha256:([0-9a-f]{64})/g)];
  return [{
    type: "platform",
    name,
    version,
    purl: `pkg:pypi/${name}@${version}`,
    properties: hashes.map(([, hash]) => ["instigator:wheel:sha256", hash]),
  }];
}

/** The images that a Dockerfile begins from; not its own stages. */
export function baseImages(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name)
    .filter((name) => name.includes(":"));
}

/** The images of others in a Compose file: the defaults of their variables. */
export function composeImages(compose: string): string[] {
  const { services } = parse(compose, { merge: true, maxAliasCount: -1 }) as {
    services: Record<string, { image?: string }>;
  };
  return Object.values(services).flatMap(({ image = "" }) =>
    /^\$\{\w+:-(.+)\}$/.exec(image)?.[1] ?? []
  );
}

function image(reference: string): Part {
  const [, path, version] = /^(.+):([^:]+)$/.exec(reference)!;
  const name = path.split("/").at(-1)!;
  const url = encodeURIComponent(path.includes(".") ? path : `docker.io/${path}`);
  const purl = `pkg:oci/${name}@${version}?repository_url=${url}`;
  return { type: "container", name: path, version, purl };
}
