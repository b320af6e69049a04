import { IssuedTokens } from "../../../kafka/client/oauth/issued_tokens.ts";
import type { KafkaSettings, SaslSettings } from "../../../kafka/client/settings.ts";
import type { SaslVariables } from "./sasl_variables.ts";
import type { SharedSettings } from "./shared_variables.ts";

/** The part of a function's settings that says how to reach Kafka. */
export type KafkaVariables =
  & Pick<SharedSettings, "brokers" | "clientId" | "ssl" | "sslCa" | "sslCert" | "sslKey">
  & SaslVariables;

/** A function's settings as the Kafka library takes them. */
export function kafkaSettings(settings: KafkaVariables): KafkaSettings {
  const { brokers, clientId, ssl, sslCa, sslCert, sslKey } = settings;
  const sasl = saslSettings(settings);
  return {
    brokers,
    clientId,
    ...(ssl === "true" && { tls: { ca: sslCa, cert: sslCert, key: sslKey } }),
    ...(sasl && { sasl }),
  };
}

/** Who the function is; what a mechanism needs was looked at when the settings were read. */
function saslSettings(settings: SaslVariables): SaslSettings | undefined {
  const { saslMechanism: mechanism } = settings;
  if (mechanism === undefined) return undefined;
  if (mechanism !== "oauthbearer") {
    return { mechanism, username: settings.saslUsername!, password: settings.saslPassword! };
  }
  const tokens = new IssuedTokens({
    tokenUrl: settings.saslOAuthTokenUrl!,
    clientId: settings.saslOAuthClientId!,
    clientSecret: settings.saslOAuthClientSecret!,
    scope: settings.saslOAuthScope,
  });
  return { mechanism, tokens };
}
