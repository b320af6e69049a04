import { assertEquals, assertThrows } from "@std/assert";
import { topology } from "../../cluster/topology.ts";
import { UsageError } from "./invocation/command.ts";
import { serviceNames, someServices } from "./services.ts";

Deno.test("serviceNames() takes each name once, and suggests what was meant", () => {
  const lab = topology();
  assertEquals(serviceNames(lab, ["kafka2", "zoo1", "kafka2"]), ["kafka2", "zoo1"]);
  assertEquals(serviceNames(lab, []), []);
  assertThrows(() => serviceNames(lab, ["kafak2"]), UsageError, "did you mean kafka2?");
  assertThrows(() => someServices(lab, []), UsageError, "there are zoo1, zoo2, zoo3, kafka1");
});
