import { assertEquals } from "@std/assert";
import { datetimeOf, inZone, isZone, parseZoned, zonedText } from "./zoned_time.ts";

const NOON = Date.UTC(2026, 6, 22, 12);

Deno.test("zonedText() shows a time as the zone's clocks do", () => {
  assertEquals(
    ["UTC", "Europe/Berlin", "Asia/Kathmandu"].map((zone) => zonedText(NOON + 7, zone)),
    ["2026-07-22 12:00:00.007", "2026-07-22 14:00:00.007", "2026-07-22 17:45:00.007"],
  );
});

Deno.test("zonedText() shows numbers where no date can be", () => {
  const times = [9e15, -9e15, 2n ** 62n, 0, -1];
  assertEquals(times.map((at) => zonedText(at, "UTC")), [
    "9000000000000000",
    "-9000000000000000",
    "4611686018427387904",
    "1970-01-01 00:00:00.000",
    "1969-12-31 23:59:59.999",
  ]);
  assertEquals(times.map((at) => datetimeOf(at) === undefined), [true, true, true, false, false]);
});

Deno.test("zonedText() bears the farthest dates in every zone", () => {
  assertEquals(
    ["Pacific/Kiritimati", "America/Caracas"].map((zone, i) =>
      zonedText([8.64e15, -8.64e15][i], zone).slice(0, 14)
    ),
    ["+275760-09-13 ", "-271821-04-19 "],
  );
});

Deno.test("parseZoned() reads what was typed, in UTC where nothing else is said", () => {
  for (
    const given of [
      "2026-07-22 12:00",
      "2026-07-22T12:00:00",
      "2026-07-22T12:00Z",
      "2026-07-22T14:00:00.000+02:00",
      "2026-07-22T14:00[Europe/Berlin]",
    ]
  ) assertEquals(parseZoned(given), NOON, given);
  for (const given of ["", "soon", "2026-13-01", "2026-07-22T12:00[Nowhere/Here]", "[UTC]"]) {
    assertEquals(parseZoned(given), undefined, given);
  }
});

Deno.test("inZone() tells the zone of times that have none", () => {
  const values = {
    zone: "Asia/Tokyo",
    time: "2026-07-22T21:00",
    since: "2026-07-22T12:00Z",
    q: "1",
  };
  const { time, since, ...rest } = inZone(values);
  assertEquals([time, since].map(parseZoned), [NOON, NOON]);
  assertEquals(rest, { q: "1" });
  assertEquals(inZone({ zone: "nowhere", time: "2026-07-22" }), { time: "2026-07-22" });
});

Deno.test("isZone() knows the zones of IANA", () => {
  assertEquals(["Europe/Berlin", "UTC", "Mars/Olympus", ""].map(isZone), [
    true,
    true,
    false,
    false,
  ]);
});
