/**
 * A CycloneDX 1.6 bill of materials, as JSON.
 *
 * @see {@link https://cyclonedx.org/docs/1.6/json/}
 * @module
 */
import * as Enums from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";
import * as Serialize from "@cyclonedx/cyclonedx-library/Serialize";
import * as Spec from "@cyclonedx/cyclonedx-library/Spec";
import type { Part } from "./components.ts";

const TYPES = {
  library: Enums.ComponentType.Library,
  platform: Enums.ComponentType.Platform,
  container: Enums.ComponentType.Container,
} as const;

/** The text of the bill: the same for the same parts. */
export function billOfMaterials(
  project: { name: string; version: string; license: string },
  parts: readonly Part[],
): string {
  const bom = new Models.Bom();
  const own = new Models.Component(Enums.ComponentType.Application, project.name, {
    version: project.version,
    bomRef: project.name,
  });
  own.licenses.add(new Models.SpdxLicense(project.license));
  bom.metadata.component = own;
  for (const part of parts) {
    const component = componentOf(part);
    bom.components.add(component);
    own.dependencies.add(component.bomRef);
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const options = { space: 2, sortLists: true };
  return `${new Serialize.JsonSerializer(factory).serialize(bom, options)}\n`;
}

function componentOf({ type, name, group, version, purl, sha512, properties = [] }: Part) {
  const component = new Models.Component(TYPES[type], name, {
    ...(group !== undefined && { group }),
    version,
    bomRef: purl,
    // The library takes a package URL as a text.
    purl: purl as Models.Component["purl"],
  });
  if (sha512) component.hashes.set(Enums.HashAlgorithm["SHA-512"], sha512);
  for (const [key, value] of properties) component.properties.add(new Models.Property(key, value));
  return component;
}
