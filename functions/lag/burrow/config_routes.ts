/**
 * `/v3/config`: how the lag monitor is configured.
 *
 * @module
 */
import { type BurrowRoutes, json, NOT_FOUND } from "./burrow_routes.ts";

/** What the routes need. */
export interface ConfigRoutesOptions {
  /** The sections without modules. */
  mainConfig: object;
  /** The others: their modules by name. */
  modules: Record<string, Record<string, object>>;
}

/** Adds the routes. The details of a cluster are added with the cluster's own. */
export function addConfigRoutes(
  routes: BurrowRoutes,
  { mainConfig, modules }: ConfigRoutesOptions,
): void {
  routes.add({ path: "/v3/config", summary: "The settings that concern all" }, (c) =>
    json(c, {
      error: false,
      message: "main config returned",
      request: routes.request(c),
      ...mainConfig,
    }));
  for (const [coordinator, byName] of Object.entries(modules)) {
    const path = `/v3/config/${coordinator}`;
    routes.add({ path, summary: `The names of the ${coordinator} modules` }, (c) =>
      json(c, {
        error: false,
        message: "module list returned",
        request: routes.request(c),
        coordinator,
        modules: Object.keys(byName),
      }));
    if (coordinator === "cluster") continue;
    const summary = `The settings of a ${coordinator} module`;
    routes.add({ path: `${path}/{name}`, summary, problems: NOT_FOUND }, (c) => {
      const name = c.req.param("name")!;
      if (!Object.hasOwn(byName, name)) {
        return routes.error(c, 404, `${coordinator} module not found`);
      }
      return json(c, {
        error: false,
        message: `${coordinator} module detail returned`,
        module: byName[name],
        request: routes.request(c),
      });
    });
  }
}
