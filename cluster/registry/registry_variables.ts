/** Where Apicurio Registry listens, and where it keeps its schemas. */
export interface RegistryPlace {
  host: string;
  port: number;
  managementPort: number;
  brokers: readonly string[];
}

/** By this its topics and groups are known as the lab's own. */
const NAME = "instigator-registry";

/**
 * The variables that set Apicurio Registry up: its schemas are in a topic of the lab's own brokers, and its
 * log is read as those of the brokers are.
 *
 * @see {@link https://www.apicur.io/registry/docs/apicurio-registry/3.3.x/index.html}
 */
export function registryVariables(
  { host, port, managementPort, brokers }: RegistryPlace,
): Record<string, string> {
  return {
    APICURIO_STORAGE_KIND: "kafkasql",
    APICURIO_KAFKASQL_BOOTSTRAP_SERVERS: brokers.join(","),
    APICURIO_KAFKASQL_TOPIC: NAME,
    APICURIO_KAFKASQL_SNAPSHOTS_TOPIC: `${NAME}-snapshots`,
    APICURIO_EVENTS_KAFKA_TOPIC: `${NAME}-events`,
    // It reads all of its topic at each start, as another group: commits would only leave groups behind.
    APICURIO_KAFKASQL_CONSUMER_GROUP_PREFIX: `${NAME}-`,
    APICURIO_KAFKASQL_CONSUMER_ENABLE_AUTO_COMMIT: "false",
    // A start waits up to four times for a poll that finds nothing, ms: 5 s each by default, 20 s together. It goes
    // by offsets, not by such a poll, when it looks whether it has read all.
    APICURIO_KAFKASQL_CONSUMER_POLL_TIMEOUT: "200",
    // Slow answers have it call itself not ready, by default for five minutes after the last one.
    ...Object.fromEntries(
      ["RESPONSE", "PERSISTENCE"].map((what) => [
        `APICURIO_METRICS_${what}_TIMEOUT_READINESS_CHECK_STATUS_RESET_WINDOW_DURATION_SECONDS`,
        "10",
      ]),
    ),
    QUARKUS_HTTP_HOST: host,
    QUARKUS_HTTP_PORT: `${port}`,
    QUARKUS_HTTP_ACCESS_LOG_ENABLED: "false",
    QUARKUS_MANAGEMENT_HOST: host,
    QUARKUS_MANAGEMENT_PORT: `${managementPort}`,
    QUARKUS_BANNER_ENABLED: "false",
    QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL: "WARN",
    QUARKUS_LOG_CONSOLE_FORMAT: "[%d{yyyy-MM-dd HH:mm:ss,SSS}] %p %s (%c)%e%n",
  };
}
