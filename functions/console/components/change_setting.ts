/**
 * Changing a setting of a topic or a broker: what the form in its row does.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";
import { parseConfigValue } from "../../../kafka/admin/topics/config_text.ts";
import type { ConfigResource } from "../../../kafka/admin/topics/configs.ts";
import { text } from "../web/forms/form_fields.ts";

/** The id of the form. */
export const CHANGE_SETTING = "change-config";

/** The fields of the form: the setting, what it is to be, and the query of the page that it stands on. */
export const changeSettingFields = z.object({
  name: text,
  value: z.string().optional(),
  view: z.string().optional(),
});

/** Where the row of a setting is, on a page and as it was looked at. */
export function settingPlace(
  page: string,
  { name, view }: z.output<typeof changeSettingFields>,
): string {
  const query = view === undefined ? "" : `?${new URLSearchParams(view)}`;
  return `${page}${query}#${encodeURIComponent(settingId(name))}`;
}

/** The id of a setting's row. */
export function settingId(name: string): string {
  return `setting-${name}`;
}

/** Changes a setting, or sets it back where there is no value, and says so; but not what is secret. */
export async function changeSetting(
  cluster: Pick<ClusterClient, "alterConfig" | "topic" | "broker">,
  resource: ConfigResource,
  { name, value: given }: z.output<typeof changeSettingFields>,
): Promise<string> {
  const value = given === undefined ? undefined : parseConfigValue(name, given);
  const isSecret = await mayBeSecret(cluster, resource, name);
  await cluster.alterConfig(
    resource,
    value === undefined ? { reset: [name] } : { set: { [name]: value } },
  );
  if (value === undefined) return `${name} is back at its default`;
  return isSecret ? `${name} is changed` : `${name} is ${value} now`;
}

/** What may be shown again of a change that was refused. */
export async function shownChange(
  cluster: Pick<ClusterClient, "topic" | "broker">,
  resource: ConfigResource,
  values: Record<string, string>,
): Promise<Record<string, string>> {
  const { value: _, ...rest } = values;
  return await mayBeSecret(cluster, resource, values.name ?? "") ? rest : values;
}

/** Whether a setting is sensitive, or is not known. */
async function mayBeSecret(
  cluster: Pick<ClusterClient, "topic" | "broker">,
  resource: ConfigResource,
  name: string,
): Promise<boolean> {
  try {
    const { config } = "topic" in resource
      ? await cluster.topic(resource.topic)
      : await cluster.broker(resource.broker);
    return config.find((entry) => entry.name === name)?.sensitive ?? true;
  } catch {
    return true;
  }
}
