/**
 * A broker that demands TLS and authentication: a fourth one on a lab's ensemble, in a cluster of
 * its own under `/secure`, with certificates made on the spot.
 *
 * @module
 */
import { runCommand } from "../cluster/process/run_command.ts";
import { join } from "node:path";
import { labEnvironment } from "../cluster/environment.ts";
import { type Child, startChild } from "../cluster/process/child_process.ts";
import { freePort } from "../cluster/process/free_port.ts";
import { ensureJava } from "../cluster/jvm/java.ts";
import { jvmCommand } from "../cluster/jvm/jvm.ts";
import { stopProcess } from "../cluster/process/stop_process.ts";
import { silent } from "../cluster/progress.ts";
import { zookeeperConnect } from "../cluster/topology.ts";

import { eventually, type Lab } from "./lab.ts";

/** The user that may log in, by any mechanism. */
export const USER = { username: "alice", password: "alice's secret" };

/** What a token must be good for, by which one logs in as well. */
export const SCOPE = "kafka";

/** A cluster of one broker, with its listeners and the files that its clients need. */
export interface SecureBroker extends AsyncDisposable {
  /** `host:port` with TLS, where clients need a certificate. */
  tls: string;
  /** `host:port` with TLS and SASL. */
  sasl: string;
  folder: string;
  files: { ca: string; cert: string; key: string };
}

/** Starts the broker, with the topic `secured` and {@linkcode USER}. */
export async function startSecureBroker(lab: Lab): Promise<SecureBroker> {
  const folder = join(lab.stateDir, "secure");
  await Deno.mkdir(join(folder, "data"), { recursive: true });
  await makeCertificates(folder);
  const ports = { plain: freePort(), tls: freePort(), sasl: freePort() };
  const configFile = join(folder, "server.properties");
  await Deno.writeTextFile(configFile, properties(lab, folder, ports));

  const environment = labEnvironment();
  const java = await ensureJava(environment, silent);
  const child: Child = await startChild({
    command: jvmCommand(environment, java, "kafka", { configFile }),
    env: {},
    logFile: join(folder, "log"),
  });
  const broker = `127.0.0.1:${ports.plain}`;
  await eventually("the secure broker has its topic and user", async () => {
    const topic = await lab.task(
      ...["kafka", "topics", "--bootstrap-server", broker, "--create", "--if-not-exists"],
      ...["--topic", "secured"],
    );
    const scram = `[password=${USER.password}]`;
    const user = await lab.task(
      ...["kafka", "configs", "--bootstrap-server", broker, "--alter"],
      ...["--entity-type", "users", "--entity-name", USER.username],
      ...["--add-config", `SCRAM-SHA-256=${scram},SCRAM-SHA-512=${scram}`],
    );
    return topic.code === 0 && user.code === 0;
  });
  return {
    tls: `localhost:${ports.tls}`,
    sasl: `localhost:${ports.sasl}`,
    folder,
    files: {
      ca: join(folder, "ca.pem"),
      cert: join(folder, "client.pem"),
      key: join(folder, "client.key"),
    },
    async [Symbol.asyncDispose]() {
      await stopProcess(child, 60_000);
    },
  };
}

function properties(lab: Lab, folder: string, ports: Record<string, number>): string {
  const jaas = (module: string, options = "") =>
    `org.apache.kafka.common.security.${module} required ${options};`;
  const login = `user_${USER.username}="${USER.password}"`;
  return Object.entries({
    "broker.id": 1,
    "log.dirs": join(folder, "data"),
    "zookeeper.connect": `${zookeeperConnect(lab.topology)}/secure`,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 1,
    "group.initial.rebalance.delay.ms": 0,
    "auto.create.topics.enable": false,
    "listeners": `PLAINTEXT://127.0.0.1:${ports.plain},SSL://127.0.0.1:${ports.tls},` +
      `SASL_SSL://127.0.0.1:${ports.sasl}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${ports.plain},SSL://localhost:${ports.tls},` +
      `SASL_SSL://localhost:${ports.sasl}`,
    "ssl.keystore.type": "PEM",
    "ssl.keystore.location": join(folder, "server.both"),
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": join(folder, "ca.pem"),
    "listener.name.ssl.ssl.client.auth": "required",
    "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER",
    "listener.name.sasl_ssl.plain.sasl.jaas.config": jaas("plain.PlainLoginModule", login),
    "listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config": jaas("scram.ScramLoginModule"),
    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": jaas("scram.ScramLoginModule"),
    // Kafka's own validator for tests takes tokens without a signature, and looks at all else.
    "listener.name.sasl_ssl.oauthbearer.sasl.jaas.config": jaas(
      "oauthbearer.OAuthBearerLoginModule",
      `unsecuredLoginStringClaim_sub="broker" unsecuredValidatorRequiredScope="${SCOPE}"`,
    ),
  }).map(([name, value]) => `${name}=${value}\n`).join("");
}

/** An authority, and certificates of it for the broker at `localhost` and for a client. */
async function makeCertificates(folder: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  await openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test CA"],
    ...["-keyout", at("ca.key"), "-out", at("ca.pem")],
  );
  for (const name of ["server", "client"]) {
    await openssl(
      ...["req", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${name}`],
      ...["-addext", "subjectAltName=DNS:localhost", "-keyout", at(`${name}.key`)],
      ...["-out", at(`${name}.csr`)],
    );
    await openssl(
      ...["x509", "-req", "-in", at(`${name}.csr`), "-days", "2", "-copy_extensions", "copy"],
      ...[
        "-CA",
        at("ca.pem"),
        "-CAkey",
        at("ca.key"),
        "-CAcreateserial",
        "-out",
        at(`${name}.pem`),
      ],
    );
  }
  const both = await Promise.all(["server.key", "server.pem"].map((n) => Deno.readTextFile(at(n))));
  await Deno.writeTextFile(at("server.both"), both.join(""));
}

async function openssl(...args: string[]): Promise<void> {
  const { success, stderr } = await runCommand("openssl", args);
  if (!success) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
}
