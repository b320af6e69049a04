/**
 * The names and labels that manifests share.
 *
 * @module
 */

/** The namespace of all. */
export const NAMESPACE = "instigator";

/** The ConfigMap that says where Kafka is, and the Secret by which it is reached. */
export const KAFKA = "kafka";

/** The ConfigMap that says where the schema registry is. */
export const REGISTRY = "schema-registry";

/** Where the Secret's certificates are mounted. */
export const CERTIFICATES = "/etc/kafka";

/** Set on all that is written here. */
export const PART_OF = { "app.kubernetes.io/part-of": "instigator" };

/** The labels by which the pods of a function are found. */
export function selector(name: string) {
  return { "app.kubernetes.io/name": name };
}

/** The labels of all that is a function's. */
export function labels(name: string) {
  return { ...selector(name), ...PART_OF };
}

/** A topic's or group's name as Kubernetes takes it for an object's: `sampleOne.dlq` is sample-one.dlq. */
export function objectName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().replaceAll("_", "-")
    .replace(/[^a-z0-9.]+/g, "-").replace(/(^|\.)[-.]+|[-.]+(?=\.|$)/g, "$1");
}
