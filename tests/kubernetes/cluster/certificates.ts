/**
 * The certificates of a control plane that lives for minutes, by openssl.
 *
 * @module
 */
import { join } from "node:path";
import { run } from "./processes.ts";

/** Makes all of them in a folder: `<name>.crt` and `<name>.key` of each, and sa.key. */
export async function makeCertificates(folder: string): Promise<void> {
  const file = (name: string) => join(folder, name);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const authority = (name: string) =>
    run("openssl", [
      ...["req", "-x509", ...key, "-days", "2", "-subj", `/CN=${name}`],
      ...["-keyout", file(`${name}.key`), "-out", file(`${name}.crt`)],
    ]);
  const certificate = async (name: string, subject: string, ca = "ca") => {
    const [request, extensions] = [file(`${name}.csr`), file(`${name}.ext`)];
    await Deno.writeTextFile(
      extensions,
      "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n",
    );
    await run("openssl", [
      ...["req", ...key, "-subj", subject, "-keyout", file(`${name}.key`), "-out", request],
    ]);
    await run("openssl", [
      ...["x509", "-req", "-in", request, "-days", "2", "-out", file(`${name}.crt`)],
      ...["-CA", file(`${ca}.crt`), "-CAkey", file(`${ca}.key`), "-extfile", extensions],
      ...["-set_serial", `0x${crypto.randomUUID().replaceAll("-", "")}`],
    ]);
  };
  await Promise.all([authority("ca"), authority("front-proxy-ca")]);
  await Promise.all([
    certificate("apiserver", "/CN=apiserver"),
    certificate("admin", "/O=system:masters/CN=admin"),
    certificate("tls", "/CN=keda"),
    certificate("front-proxy", "/CN=front-proxy-client", "front-proxy-ca"),
    run("openssl", ["genrsa", "-out", file("sa.key"), "2048"]),
  ]);
}
