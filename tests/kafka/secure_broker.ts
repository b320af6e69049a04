/**
 * A broker that demands TLS and authentication, and asks who may do what: a fourth one on a lab's ensemble,
 * in a cluster of its own under a path of that, with certificates made on the spot.
 *
 * @module
 */
import { runCommand } from "../../cluster/process/run_command.ts";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { labEnvironment, PROJECT_ROOT } from "../../cluster/environment.ts";
import { type Child, startChild } from "../../cluster/process/child_process.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { ensureJava } from "../../cluster/jvm/java.ts";
import { jvmCommand } from "../../cluster/jvm/jvm.ts";
import { stopProcess } from "../../cluster/process/stop_process.ts";
import { createTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { hasCode } from "../../kafka/errors.ts";
import { silent } from "../../cluster/progress.ts";
import { zookeeperConnect } from "../../cluster/topology.ts";

import { eventually, type Lab } from "../lab.ts";

/** How long a JVM may take on a machine that is busy, ms. */
const PATIENCE = 180_000;

/** The user that may log in, by any mechanism, and do anything. */
export const USER = { username: "alice", password: "alice's secret" };

/** What a token must be good for, by which one logs in as well. */
export const SCOPE = "kafka";

/** A cluster of one broker, with its listeners and the files that its clients need. */
export interface SecureBroker extends AsyncDisposable {
  /** `host:port` where nobody is asked anything, for what a test prepares. */
  plain: string;
  /** `host:port` with TLS, where no client is asked who it is. */
  openTls: string;
  /** `host:port` with TLS, where clients need a certificate. */
  tls: string;
  /** `host:port` with TLS and SASL. */
  sasl: string;
  folder: string;
  /** Of a client that may do anything. */
  files: ClientFiles;
  /** What the broker has logged: each time that it looked whether somebody may do something, too. */
  log(): Promise<string>;
  /** The certificate of a user `CN=<name>`, who may do what it was given rights for. */
  certificate(name: string): Promise<ClientFiles>;
}

/** PEM files that a client has. */
export interface ClientFiles {
  ca: string;
  cert: string;
  key: string;
}

/** Starts the broker, with the topic `secured` and {@linkcode USER}. @param name of its folder and path. */
export async function startSecureBroker(
  lab: Pick<Lab, "stateDir" | "topology" | "task">,
  name = "secure",
): Promise<SecureBroker> {
  const folder = join(lab.stateDir, name);
  await Deno.mkdir(join(folder, "data"), { recursive: true });
  await makeCertificates(folder);
  const ports = {
    plain: freePort(),
    openTls: freePort(),
    tls: freePort(),
    sasl: freePort(),
  };
  const configFile = join(folder, "server.properties");
  const connect = `${zookeeperConnect(lab.topology)}/${name}`;
  await Deno.writeTextFile(configFile, properties(connect, folder, ports));

  const environment = labEnvironment();
  const java = await ensureJava(environment, silent);
  const [executable, ...options] = jvmCommand(environment, java, "kafka", { configFile });
  // The last one of an option counts, and what comes after the main class is none.
  const mainClass = options.length - 2;
  const command = [
    executable,
    ...options.toSpliced(mainClass, 0, await loggingRights(folder)),
  ];
  const child: Child = await startChild({
    command,
    env: {},
    logFile: join(folder, "log"),
  });
  const broker = `127.0.0.1:${ports.plain}`;
  await eventually("the secure broker has its topic", () => createSecured(broker), PATIENCE);
  await eventually("the secure broker has its user", async () => {
    const scram = `[password=${USER.password}]`;
    const { code } = await lab.task(
      ...["kafka", "configs", "--bootstrap-server", broker, "--alter"],
      ...["--entity-type", "users", "--entity-name", USER.username],
      ...["--add-config", `SCRAM-SHA-256=${scram},SCRAM-SHA-512=${scram}`],
    );
    return code === 0;
  }, PATIENCE);
  return {
    plain: broker,
    openTls: `localhost:${ports.openTls}`,
    tls: `localhost:${ports.tls}`,
    sasl: `localhost:${ports.sasl}`,
    folder,
    files: clientFiles(folder, "client"),
    log: () => Deno.readTextFile(join(folder, "log")),
    async certificate(name) {
      await makeCertificate(folder, name);
      return clientFiles(folder, name);
    },
    async [Symbol.asyncDispose]() {
      await stopProcess(child, 60_000);
    },
  };
}

async function createSecured(broker: string): Promise<boolean> {
  const brokers = new Brokers({ brokers: [broker], clientId: "test" });
  try {
    await createTopic(brokers, { name: "secured", partitions: 1, replicationFactor: 1 });
  } catch (error) {
    if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
  } finally {
    await brokers.close();
  }
  return true;
}

function properties(connect: string, folder: string, ports: Record<string, number>): string {
  const jaas = (module: string, options = "") =>
    `org.apache.kafka.common.security.${module} required ${options};`;
  const login = `user_${USER.username}="${USER.password}"`;
  return Object.entries({
    "broker.id": 1,
    "log.dirs": join(folder, "data"),
    "zookeeper.connect": connect,
    "authorizer.class.name": "kafka.security.authorizer.AclAuthorizer",
    "super.users": `User:ANONYMOUS;User:${USER.username};User:CN=client`,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 1,
    "group.initial.rebalance.delay.ms": 0,
    "auto.create.topics.enable": false,
    "listeners": `PLAINTEXT://127.0.0.1:${ports.plain},SSL://127.0.0.1:${ports.tls},` +
      `SASL_SSL://127.0.0.1:${ports.sasl},OPEN_TLS://127.0.0.1:${ports.openTls}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${ports.plain},SSL://localhost:${ports.tls},` +
      `SASL_SSL://localhost:${ports.sasl},OPEN_TLS://localhost:${ports.openTls}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,OPEN_TLS:SSL",
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
  for (const name of ["server", "client"]) await makeCertificate(folder, name);
  const both = await Promise.all(["server.key", "server.pem"].map((n) => Deno.readTextFile(at(n))));
  await Deno.writeTextFile(at("server.both"), both.join(""));
}

/** A certificate of the authority. */
async function makeCertificate(folder: string, name: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  await openssl(
    ...["req", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${name}`],
    ...["-addext", "subjectAltName=DNS:localhost", "-keyout", at(`${name}.key`)],
    ...["-out", at(`${name}.csr`)],
  );
  await openssl(
    ...["x509", "-req", "-in", at(`${name}.csr`), "-days", "2", "-copy_extensions", "copy"],
    ...["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-out", at(`${name}.pem`)],
  );
}

function clientFiles(folder: string, name: string): ClientFiles {
  const at = (file: string) => join(folder, file);
  return { ca: at("ca.pem"), cert: at(`${name}.pem`), key: at(`${name}.key`) };
}

/** The option by which the lab's log has a line besides for each right that is looked at. */
async function loggingRights(folder: string): Promise<string> {
  const settings = await Deno.readTextFile(
    join(PROJECT_ROOT, "cluster/kafka/log4j.properties"),
  );
  const file = join(folder, "log4j.properties");
  await Deno.writeTextFile(file, `${settings}log4j.logger.kafka.authorizer.logger=DEBUG\n`);
  return `-Dlog4j.configuration=${pathToFileURL(file)}`;
}

async function openssl(...args: string[]): Promise<void> {
  const { success, stderr } = await runCommand("openssl", args);
  if (!success) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
}
