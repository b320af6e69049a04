import { assertEquals } from "@std/assert";
import { baseImages, builtImages, parseBaseImages } from "./images.ts";

Deno.test("parseBaseImages() leaves out earlier stages", () => {
  const dockerfile = "# FROM nothing:1\nFROM a/java:25 AS java\nFROM deno:2 AS files\n" +
    "COPY --from=java /x /x\nFROM java\nRUN true\n";
  assertEquals(parseBaseImages(dockerfile), ["a/java:25", "deno:2"]);
});

Deno.test("baseImages() and builtImages() read the project's own files", async () => {
  assertEquals((await baseImages()).map((image) => image.split(":")[0]), [
    "eclipse-temurin",
    "denoland/deno",
  ]);
  assertEquals((await builtImages()).toSorted(), [
    "instigator-console",
    "instigator-consumer",
    "instigator-kafka",
    "instigator-lab",
    "instigator-producer",
    "instigator-registry",
    "instigator-rest",
  ]);
});
