/**
 * `deno task screenshots`: the pictures of README.md, taken of the console of the running lab.
 *
 * @module
 */
import { join } from "node:path";
import { labEnvironment, PROJECT_ROOT } from "../cluster/environment.ts";
import { functionUrl, topology } from "../cluster/topology.ts";
import { findBrowser, launchBrowser } from "../tests/browser/browser.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { fail } from "./cli/terminal/terminal.ts";

const options = { url: { type: "string" } } as const;

/** A picture: the page, and how it is looked at. */
interface Picture {
  name: string;
  path: string;
  colorScheme: "light" | "dark";
  width: number;
  height: number;
  /** What must be on the page before it is taken. */
  shows: string;
}

const PICTURES: readonly Picture[] = [
  {
    name: "console-overview",
    path: "/",
    colorScheme: "dark",
    width: 1280,
    height: 900,
    shows: ".uplot canvas",
  },
  {
    name: "console-group",
    path: "/groups/consumer-Sample-One",
    colorScheme: "light",
    width: 1280,
    height: 800,
    shows: ".uplot canvas",
  },
  {
    name: "console-records",
    path: "/topics/sampleOne/records?limit=12",
    colorScheme: "light",
    width: 1280,
    height: 1060,
    shows: "#records li",
  },
  {
    name: "console-phone",
    path: "/",
    colorScheme: "dark",
    width: 390,
    height: 844,
    shows: ".uplot canvas",
  },
];

const command: Command<typeof options> = {
  usage: `Usage: deno task screenshots [--url URL]

Takes the pictures of README.md of the running lab's console, and puts them into docs/.

  --url  another console than this lab's`,
  options,

  async run({ url }) {
    const executable = findBrowser();
    if (executable === undefined) {
      fail("Cannot take pictures: there is no chromium on PATH");
      return 1;
    }
    const { functions } = topology(labEnvironment().offset);
    const origin = url ?? functionUrl(functions.find(({ name }) => name === "console")!);
    const browser = await launchBrowser(executable);
    try {
      for (const picture of PICTURES) {
        const { name, path, colorScheme, width, height, shows } = picture;
        const context = await browser.newContext({ colorScheme, viewport: { width, height } });
        const page = await context.newPage();
        await page.goto(origin + path);
        await page.locator(shows).first().waitFor();
        const file = join(PROJECT_ROOT, "docs", `${name}.png`);
        await page.screenshot({ path: file });
        console.log(`Wrote ${file}`);
        await context.close();
      }
    } finally {
      await browser.close();
    }
    return 0;
  },
};

if (import.meta.main) await main(command);
