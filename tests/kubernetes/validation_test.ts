/**
 * What `deno task manifests` writes, held against the API server's own validation, strict: with KEDA's and
 * Strimzi's own definitions, and KEDA's webhooks. Nothing runs.
 *
 * @module
 */
import { assert, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { SECURITY } from "../../cluster/manifests/kafka/security.ts";
import { run } from "./cluster/processes.ts";
import { type ControlPlane, startApiServer, stopControlPlane } from "./cluster/control_plane.ts";
import { startKedaWebhooks } from "./cluster/keda.ts";
import { findTools } from "./cluster/tools.ts";

const found = await findTools();
const reason = "reason" in found ? found.reason : undefined;

/** Writes the manifests of the lab and of the example. */
async function writeManifests(folder: string): Promise<void> {
  await run(Deno.execPath(), ["task", "--quiet", "manifests", "--out", folder], {
    env: { INSTIGATOR_FUNCTIONS: join(PROJECT_ROOT, "examples/orders"), INSTIGATOR_STATE: folder },
  });
}

/** An overlay of one's own. */
async function writeOverlay(folder: string, name: string, parts: string): Promise<string> {
  const path = join(folder, "overlays", name);
  await Deno.mkdir(path, { recursive: true });
  const head = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
  await Deno.writeTextFile(
    join(path, "kustomization.yaml"),
    `${head}namespace: instigator\nresources: [../../base]\n${parts}`,
  );
  return path;
}

Deno.test({
  name: "the API server, KEDA and Strimzi must take the manifests as they are" +
    (reason ? ` (skipped: ${reason})` : ""),
  ignore: reason !== undefined,
  async fn(t) {
    const { folder: tools } = found as { folder: string };
    const folder = await Deno.makeTempDir({ prefix: "instigator-manifests-" });
    let plane: ControlPlane | undefined;
    try {
      await writeManifests(folder);
      plane = await startApiServer(tools);
      const { kubectl } = plane;
      await startKedaWebhooks(plane);
      const strimzi = join(PROJECT_ROOT, "tests/kubernetes/crds/strimzi");
      await kubectl.define(strimzi);
      await kubectl.run(["apply", "--server-side", "-f", join(folder, "base/namespace.yaml")]);

      for (const overlay of ["base", "overlays/strimzi", "overlays/local"]) {
        await t.step(`${overlay} must be taken`, async () => {
          const said = await kubectl.applyFolder(join(folder, overlay), true);
          assertStringIncludes(said, "scaledobject.keda.sh/invoices");
          assertStringIncludes(said, "deployment.apps/webhook");
        });
      }
      for (const { name } of SECURITY) {
        await t.step(`an overlay with ${name} must be taken`, async () => {
          const parts = `components: [../../components/${name}]\n`;
          await kubectl.applyFolder(await writeOverlay(folder, name, parts), true);
        });
      }
      await t.step("an overlay with access-token must be taken", async () => {
        const parts = "components: [../../components/access-token]\n";
        await kubectl.applyFolder(await writeOverlay(folder, "access-token", parts), true);
      });
      await t.step("an overlay with monitoring must be what kustomize can build", async () => {
        const components = ["monitoring", "access-token"].map((name) => `../../components/${name}`);
        const parts = `components: [${components.join(", ")}]\n`;
        const built = await kubectl.run([
          "kustomize",
          await writeOverlay(folder, "monitoring", parts),
        ]);
        assertStringIncludes(built, "kind: PodMonitor");
        assertStringIncludes(built, "grafana_dashboard");
        assertStringIncludes(built, "credentials:");
      });

      // That it can fail at all.
      await t.step("a misspelt field must be refused", async () => {
        const parts = patchOf("Deployment", "/spec/template/spec/shareProcesNamespace", true);
        const path = await writeOverlay(folder, "misspelt", parts);
        await assertRejects(
          () => kubectl.applyFolder(path, true),
          Error,
          "field not declared in schema",
        );
      });
      await t.step("KEDA's webhook must refuse a second ScaledObject of a Deployment", async () => {
        await kubectl.applyFolder(join(folder, "base"));
        const { apiVersion, kind, spec } = await kubectl.get(
          "scaledobject/consumer",
          "--namespace=instigator",
        );
        const metadata = { name: "second", namespace: "instigator" };
        const second = { apiVersion, kind, metadata, spec };
        await assertRejects(() => kubectl.apply(JSON.stringify(second)), Error, "already managed");
      });
      await t.step("what stands must be what was written: no replicas beside KEDA's", async () => {
        const { metadata } = await kubectl.get(
          "deployment/consumer",
          "--namespace=instigator",
          "--show-managed-fields",
        );
        const [{ fieldsV1: fields }] = metadata.managedFields;
        assert(!("f:replicas" in fields["f:spec"]));
      });
    } finally {
      if (plane) await stopControlPlane(plane);
      await Deno.remove(folder, { recursive: true });
    }
  },
});

function patchOf(kind: string, path: string, value: unknown): string {
  const operations = JSON.stringify([{ op: "add", path, value }]);
  return `patches: [{ target: { kind: ${kind} }, patch: '${operations}' }]\n`;
}
