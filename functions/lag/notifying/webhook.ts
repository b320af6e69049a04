/**
 * Burrow's HTTP notifier. LinkedIn's Burrow fills the templates that one has to give it; here the
 * body is always a JSON object with the fields that those templates are given, and `Event`.
 *
 * @module
 */
import { burrowStatus } from "../burrow/burrow_json.ts";
import type { WebhookConfig } from "../settings/burrow_config.ts";
import type { Notification } from "./incidents.ts";
import type { Log } from "../logging/log.ts";

/** Options of {@linkcode webhook}. */
export interface WebhookOptions {
  cluster: string;
  config: WebhookConfig;
  log: Log;
  /** What sends requests. */
  send?: typeof fetch;
}

/** Sends a notification. A failure is logged; the next turn sends it again. */
export async function sendWebhook(
  { cluster, config, log, send = fetch }: WebhookOptions,
  notification: Notification,
): Promise<void> {
  const { event, id, start, status } = notification;
  const fields = { cluster, group: status.group, id, status: status.status };
  const [url, method] = event === "open"
    ? [config["url-open"], config["method-open"]]
    : [config["url-close"]!, config["method-close"]];
  const body = {
    Event: event,
    Cluster: cluster,
    Group: status.group,
    ID: id,
    Start: start?.toISOString() ?? null,
    Extras: config.extras,
    Result: burrowStatus(cluster, status, { all: false }),
  };
  try {
    const response = await send(fillIn(url, body), {
      method,
      headers: headers(config),
      // A GET has no body: its address says all.
      ...(method !== "GET" && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(config.timeout * 1000),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    log.debug("sent", fields);
  } catch (error) {
    log.error("failed to send", { ...fields, url, error: (error as Error).message });
  }
}

function headers({ username, password, headers }: WebhookConfig): Headers {
  const all = new Headers({ "content-type": "application/json" });
  if (username !== "") {
    const credentials = new TextEncoder().encode(`${username}:${password}`);
    all.set("authorization", `Basic ${credentials.toBase64()}`);
  }
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return all;
}

/** An address with `{{.ID}}`, `{{.Cluster}}` and `{{.Group}}` filled in. */
function fillIn(url: string, values: { ID: string; Cluster: string; Group: string }): string {
  return url.replace(
    /\{\{\s*\.(ID|Cluster|Group)\s*\}\}/g,
    (_, name: keyof typeof values) => encodeURIComponent(values[name]),
  );
}
