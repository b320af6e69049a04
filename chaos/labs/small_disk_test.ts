import { assert, assertEquals } from "@std/assert";
import { Tmpfs } from "../../tests/processes/tmpfs.ts";
import { SmallDisk, smallDiskLab } from "./small_disk.ts";

const whyNot = await smallDiskLab.whyNot();

Deno.test({
  name: "a SmallDisk is full to the last byte, and has its room back",
  ignore: whyNot !== undefined,
  fn() {
    using tmpfs = new Tmpfs("2m");
    const disk = new SmallDisk(tmpfs.path);
    assert(disk.fill() > 1 << 20);
    assertEquals(disk.fill(), 0);
    disk.free();
    assert(disk.fill() > 1 << 20);
  },
});
