/**
 * Whatever names and states Kafka may hold, no page of the console is wider than a phone.
 *
 * @module
 */
import type { Browser } from "playwright-core";
import { findBrowser, launchBrowser } from "./browser.ts";
import { FUNCTION, GROUP, longConsole, TOPIC, WORD } from "./long_console.ts";
import { Visitor } from "./visitor.ts";

const PAGES = {
  "overview": "/",
  "map": "/map",
  "topics": "/topics",
  "topic": `/topics/${TOPIC}`,
  "records": `/topics/${TOPIC}/records`,
  "settings": `/topics/${TOPIC}/settings`,
  "groups": "/groups",
  "group": `/groups/${GROUP}`,
  "reset": `/groups/${GROUP}/reset?from=earliest`,
  "dead letters": "/dead-letters",
  "letters": `/dead-letters/${TOPIC}`,
  "letter": `/dead-letters/${TOPIC}/0/7`,
  "redrive": `/dead-letters/${TOPIC}/redrive`,
  "functions": "/functions",
  "function": `/functions/${FUNCTION}`,
  "brokers": "/brokers",
  "broker": "/brokers/1",
  "zookeeper": "/zookeeper",
  "clock": "/clock",
  "several topics": "/chosen-topics",
  "search of records": `/records?topics=${TOPIC}`,
  "search": `/search?q=${WORD.slice(0, 20)}`,
  "what there is not": `/topics/${WORD.slice(0, 200)}`,
};

const executable = findBrowser();
const reason = executable === undefined ? " (skipped: no chromium on PATH)" : "";
let browser: Browser;
let server: Deno.HttpServer<Deno.NetAddr>;

Deno.test.beforeAll(async () => {
  const app = longConsole();
  server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, app.fetch);
  if (executable !== undefined) browser = await launchBrowser(executable);
});
Deno.test.afterAll(async () => {
  await browser?.close();
  await server.shutdown();
});

for (const [name, path] of Object.entries(PAGES)) {
  Deno.test({
    name: `the page ${name} must fit a phone whatever names it shows${reason}`,
    ignore: executable === undefined,
    async fn() {
      await using phone = await Visitor.arrive(browser, `http://127.0.0.1:${server.addr.port}`, {
        width: 390,
      });
      await phone.open(path);
      for (const folded of await phone.page.locator("summary").all()) await folded.click();
      await phone.keep(`${name}-narrow`);
      await phone.assertFits();
    },
  });
}
