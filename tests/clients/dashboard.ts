/**
 * The Grafana dashboard, as far as it is compared with the metrics that there are.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";

/** The names of metrics that begin so, and that the dashboard shows. */
export async function dashboardMetrics(...prefixes: string[]): Promise<string[]> {
  const file = join(PROJECT_ROOT, "cluster/observability/grafana/dashboard.json");
  const { panels } = JSON.parse(await Deno.readTextFile(file));
  const expressions: string[] = panels.flatMap(({ targets = [] }: { targets?: object[] }) =>
    targets.map((target) => (target as { expr: string }).expr)
  );
  const names = expressions.flatMap((expression) =>
    expression.match(new RegExp(`\\b(?:${prefixes.join("|")})_[a-z0-9_]+`, "g")) ?? []
  );
  return [...new Set(names.map((name) => name.replace(/_bucket$/, "")))].sort();
}

/** The names of the metrics in an exposition for Prometheus. */
export function exposed(text: string): string[] {
  return [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
}
