/**
 * How the text of environment variables becomes values. Each parser throws an Error whose message
 * completes "NAME …", such as "must be a port, got 99999".
 *
 * @module
 */
import { isIP } from "node:net";
import { isPrintableName, isTopicName } from "../../../kafka/names.ts";
import { isLoopback, parseAddress } from "./address.ts";

/** Any text. */
export function text(value: string): string {
  return value;
}

/** A name that brokers write into their logs. */
export function printableName(value: string): string {
  if (!isPrintableName(value)) {
    throw new Error(`must have no control characters, got ${JSON.stringify(value)}`);
  }
  return value;
}

/** Addresses of brokers: host:port,… */
export function brokers(value: string): string[] {
  const list = value.split(",").map((broker) => broker.trim()).filter(Boolean);
  const bad = list.filter((broker) => parseAddress(broker)?.path !== "");
  if (list.length === 0 || bad.length > 0) {
    throw new Error(`must be host:port,host:port,… got ${JSON.stringify(bad.join(",") || value)}`);
  }
  return list;
}

/** A parser that takes exactly these words. */
export function oneOf<const W extends string>(...words: W[]): (value: string) => W {
  return (value) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) {
      throw new Error(`must be ${words.join(" or ")}, got ${JSON.stringify(value)}`);
    }
    return word;
  };
}

/** A parser of whole numbers within limits. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max) {
      throw new Error(
        `must be a whole number from ${min} to ${max}, got ${JSON.stringify(value)}`,
      );
    }
    return number;
  };
}

/** A topic's name. */
export function topicName(value: string): string {
  if (!isTopicName(value)) {
    throw new Error(`must be a topic name of letters, digits, . _ -, got ${JSON.stringify(value)}`);
  }
  return value;
}

/** Host names, without ports: name,… */
export function hostNames(value: string): string[] {
  const names = value.split(",").map((name) => name.trim().toLowerCase()).filter(Boolean);
  const bad = names.find((name) => parseAddress(`${name}:1`)?.path !== "");
  if (bad !== undefined) {
    throw new Error(`must be host names without ports, parted by commas, got ${bad}`);
  }
  return names;
}

/** The path of a PEM file; gives what is in it. */
export function pemFile(path: string): string {
  let pem: string;
  try {
    pem = Deno.readTextFileSync(path);
  } catch (error) {
    throw new Error(`must be a PEM file that can be read: ${(error as Error).message}`);
  }
  if (!pem.includes("-----BEGIN ")) throw new Error(`must be a PEM file, and ${path} is not`);
  return pem;
}

/** Addresses without ports: address,… */
export function addresses(value: string): string[] {
  const list = value.split(",").map((address) => address.trim()).filter(Boolean);
  const bad = list.find((address) => isIP(address) === 0);
  if (bad !== undefined) {
    throw new Error(`must be IP addresses, parted by commas, got ${JSON.stringify(bad)}`);
  }
  return list;
}

/** The fewest characters of a token: what is guessed in no time is none. */
const TOKEN_LENGTH = 32;

/** A token, in the characters that a header can carry (RFC 6750, section 2.1). It is never told. */
export function token(value: string): string {
  if (!/^[\w.~+/-]+=*$/.test(value) || value.length < TOKEN_LENGTH) {
    throw new Error(`must be ${TOKEN_LENGTH} or more of the characters A-Z a-z 0-9 - . _ ~ + / =`);
  }
  return value;
}

/** The path of a file with a token; gives the token. */
export function tokenFile(path: string): string {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    throw new Error(`must be a file that can be read: ${(error as Error).message}`);
  }
  return token(text.trim());
}

/** The algorithms of JWTs whose key is the issuer's alone (RFC 7518, section 3.1; RFC 8037). */
const ASYMMETRIC = /^(RS|PS|ES)(256|384|512)$|^EdDSA$|^Ed25519$/;

/** Algorithms of signatures: name,… */
export function algorithms(value: string): string[] {
  const list = value.split(",").map((name) => name.trim()).filter(Boolean);
  const bad = list.find((name) => !ASYMMETRIC.test(name));
  if (list.length === 0 || bad !== undefined) {
    throw new Error(`must be asymmetric algorithms such as RS256,ES256, got ${bad ?? "none"}`);
  }
  return list;
}

/** The URL of what is trusted: over TLS, or on this machine; without a password, which would be told. */
export function secureUrl(value: string): string {
  const url = URL.parse(value);
  if (url?.username || url?.password) throw new Error("must be a URL without a name or password");
  if (url?.protocol !== "https:" && !(url?.protocol === "http:" && isLoopback(url.hostname))) {
    // Not what it is: that may have a password.
    throw new Error("must be an https URL");
  }
  return value;
}

/** The base URL of what is asked over HTTP. */
export function httpUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    // Not what it is: that may have a password.
    throw new Error("must be a URL such as http://localhost:5000");
  }
  return value;
}
