import { PART_OF } from "../function/names.ts";

/** The target of what is patched in every function. */
export const EVERY_DEPLOYMENT = {
  kind: "Deployment",
  labelSelector: Object.entries(PART_OF).map(([name, value]) => `${name}=${value}`).join(","),
};

/** A JSON patch, RFC 6902. */
export interface Operation {
  op: "add" | "replace" | "remove";
  path: string;
  value?: unknown;
}

/** What kustomize reads of a folder, as far as it is written here. */
export interface Kustomization {
  apiVersion: "kustomize.config.k8s.io/v1beta1" | "kustomize.config.k8s.io/v1alpha1";
  kind: "Kustomization" | "Component";
  namespace?: string;
  resources?: string[];
  components?: string[];
  configMapGenerator?: {
    name: string;
    behavior?: "merge";
    literals?: string[];
    files?: string[];
    options?: { labels?: Record<string, string>; disableNameSuffixHash?: boolean };
  }[];
  patches?: { target: Record<string, string>; patch: string }[];
}

type Parts = Omit<Kustomization, "apiVersion" | "kind">;

/** The kustomization of a folder. */
export function kustomization(parts: Parts): Kustomization {
  return { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", ...parts };
}

/** The kustomization of a component, which an overlay takes in. */
export function component(parts: Parts): Kustomization {
  return { apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component", ...parts };
}

/** A patch of what a target names. */
export function patch(target: Record<string, string>, operations: readonly Operation[]) {
  return { target, patch: JSON.stringify(operations, null, 2) };
}

/** A setting as kustomize's generators take it. */
export function literals(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}
