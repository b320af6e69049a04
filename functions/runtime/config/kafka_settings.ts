import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import type { SharedSettings } from "./shared_variables.ts";

/** The part of a function's settings that says how to reach Kafka. */
export type KafkaVariables = Pick<
  SharedSettings,
  | "brokers"
  | "clientId"
  | "ssl"
  | "sslCa"
  | "sslCert"
  | "sslKey"
  | "saslMechanism"
  | "saslUsername"
  | "saslPassword"
>;

/** A function's settings as the Kafka library takes them. */
export function kafkaSettings(settings: KafkaVariables): KafkaSettings {
  const { brokers, clientId, ssl, sslCa, sslCert, sslKey } = settings;
  const { saslMechanism, saslUsername, saslPassword } = settings;
  return {
    brokers,
    clientId,
    ...(ssl === "true" && { tls: { ca: sslCa, cert: sslCert, key: sslKey } }),
    ...(saslMechanism && {
      sasl: { mechanism: saslMechanism, username: saslUsername!, password: saslPassword! },
    }),
  };
}
