import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import type { LiveParts } from "../../web/page.tsx";
import { Channels } from "./channels.ts";
import { History } from "../memory/history.ts";

/** A page, looks at it, and its viewers. */
function setUp() {
  const watchers = new Set<() => void>();
  const history = new History();
  const channels = new Channels({
    history,
    watch(tell) {
      watchers.add(tell);
      return () => void watchers.delete(tell);
    },
  });
  const page: LiveParts & { trouble?: string; renders: number } = {
    regions: { a: "1", b: "1" },
    series: [],
    renders: 0,
  };
  const render = () => {
    page.renders++;
    if (page.trouble) return Promise.reject(new Error(page.trouble));
    return Promise.resolve({ regions: { ...page.regions }, series: page.series });
  };

  async function look() {
    for (const tell of watchers) tell();
    await delay(0);
  }

  /** The next events that a viewer gets, as name and data. */
  function view(path = "/page") {
    const reader = channels.open(path, render).pipeThrough(new TextDecoderStream()).getReader();
    return {
      async close() {
        await reader.cancel();
        // It takes a turn until the other end of the pipes knows.
        await delay(0);
      },
      async next() {
        const { value = "" } = await reader.read();
        const [, event, data] = /^event:(.*)\ndata:(.*)\n/.exec(value) ?? [];
        return [event, JSON.parse(data)];
      },
    };
  }
  return { channels, history, page, look, view, watchers };
}

const NO_POINTS = { at: [], series: {} };

Deno.test("Channels send all of a page at first, and then what changed", async () => {
  const { page, look, view } = setUp();
  const viewer = view();
  assertEquals(await viewer.next(), ["regions", { a: "1" }]);
  assertEquals(await viewer.next(), ["regions", { b: "1" }]);
  assertEquals(await viewer.next(), ["history", NO_POINTS]);
  await look();
  page.regions = { a: "1", b: "2" };
  await look();
  assertEquals(await viewer.next(), ["regions", { b: "2" }]);
  await viewer.close();
});

Deno.test("Channels render a page once for all its viewers, and late ones get all of it", async () => {
  const { page, look, view, channels } = setUp();
  const viewers = Array.from({ length: 100 }, () => view());
  await look();
  assertEquals(page.renders, 1);
  const late = view();
  assertEquals(await late.next(), ["history", NO_POINTS]);
  assertEquals(await late.next(), ["regions", { a: "1", b: "1" }]);
  assertEquals(channels.viewers, 101);
  await Promise.all([...viewers, late].map(({ close }) => close()));
  assertEquals(channels.viewers, 0);
});

Deno.test("Channels stop looking when the last viewer leaves", async () => {
  const { view, watchers } = setUp();
  const viewer = view();
  assertEquals(watchers.size, 1);
  await viewer.close();
  assertEquals(watchers.size, 0);
});

Deno.test("Channels tell trouble once, and send all of the page when it is over", async () => {
  const { page, look, view } = setUp();
  page.trouble = "no Kafka";
  const viewer = view();
  await look();
  await look();
  assertEquals(await viewer.next(), ["trouble", { message: "no Kafka" }]);
  page.trouble = undefined;
  await look();
  assertEquals(await viewer.next(), ["regions", { a: "1" }]);
  assertEquals(await viewer.next(), ["regions", { b: "1" }]);
  await viewer.close();
});

Deno.test("Channels bring the past of a page's charts, and then each point", async () => {
  const { page, history, look, view } = setUp();
  page.regions = {};
  page.series = ["in"];
  history.record(1000, [["in", 1]]);
  const viewer = view();
  assertEquals(await viewer.next(), ["history", { at: [1], series: { in: [1] } }]);
  history.record(2000, [["in", 2]]);
  await look();
  assertEquals(await viewer.next(), ["point", { at: [2], series: { in: [2] } }]);
  await viewer.close();
});

Deno.test("Channels end their streams when the console ends", async () => {
  const { channels, view, watchers } = setUp();
  const viewer = view();
  channels.close();
  assertEquals(watchers.size, 0);
  await viewer.close();
});
