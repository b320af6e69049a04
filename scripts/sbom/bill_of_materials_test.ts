import { assert, assertEquals } from "@std/assert";
import * as Spec from "@cyclonedx/cyclonedx-library/Spec";
import * as Validation from "@cyclonedx/cyclonedx-library/Validation";
import { billOfMaterials } from "./bill_of_materials.ts";
import { baseImages, composeImages, npmPackages, parts } from "./components.ts";

const PROJECT = { name: "@instigator/instigator", version: "0.1.0", license: "MIT" };

Deno.test("the bill of this project is valid, whole, and the same each time", async () => {
  const found = await parts();
  const text = billOfMaterials(PROJECT, found);
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assertEquals(await validator.validate(text), null);
  assertEquals(billOfMaterials(PROJECT, await parts()), text);
  const { components } = JSON.parse(text) as {
    components: { purl: string; hashes?: { alg: string; content: string }[] }[];
  };
  assertEquals(components.length, found.length);
  for (const kind of ["npm/kafkajs@", "maven/org.apache.kafka/kafka_2.13@", "pypi/", "oci/deno@"]) {
    assert(components.some(({ purl }) => purl.startsWith(`pkg:${kind}`)), kind);
  }
  for (const { purl, hashes = [] } of components) {
    if (!/^pkg:(npm|maven)/.test(purl)) continue;
    assert(hashes.some(({ alg, content }) => alg === "SHA-512" && content.length === 128), purl);
  }
});

Deno.test("npmPackages() tells a package once, whatever it was installed beside", () => {
  const integrity = `sha512-${btoa("x".repeat(64))}`;
  const lock = JSON.stringify({
    npm: {
      "@hono/zod-openapi@1.6.3_hono@4.13.19": { integrity },
      "@hono/zod-openapi@1.6.3_hono@4.13.20": { integrity },
      "yaml@2.9.1": { integrity },
    },
  });
  assertEquals(npmPackages(lock).map(({ purl }) => purl), [
    "pkg:npm/%40hono/zod-openapi@1.6.3",
    "pkg:npm/yaml@2.9.1",
  ]);
});

Deno.test("images are those that come from elsewhere", () => {
  assertEquals(baseImages("FROM a/b:1 AS all\nRUN x\nFROM all\nFROM c:2\n"), ["a/b:1", "c:2"]);
  const compose = "services:\n  a: { image: own }\n  b: { image: '${B:-ghcr.io/b:3}' }\n";
  assertEquals(composeImages(compose), ["ghcr.io/b:3"]);
});
