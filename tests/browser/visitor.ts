/**
 * Somebody who visits the console: opens pages, reads them, presses buttons, and notes whatever the
 * browser complains about.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { assertEquals } from "@std/assert";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { PROJECT_ROOT } from "../../cluster/environment.ts";

/** Screenshots are kept here; git ignores it. */
export const ARTIFACTS = join(PROJECT_ROOT, "tests", "browser", "artifacts");

/** How long a page may take to become what is waited for, in ms. */
const PATIENCE = 60_000;

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

interface Finding {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** A visitor with a browser window of their own. */
export class Visitor implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #origin: string;
  readonly #complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.#context = context;
    this.page = page;
    this.#origin = origin;
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${origin}/`)) {
        this.#complaints.push(`went to ${request.url()}`);
      }
    });
  }

  /** A visitor of the console at an origin. */
  static async arrive(browser: Browser, origin: string, options: {
    colorScheme?: "light" | "dark";
    width?: number;
    javaScriptEnabled?: boolean;
    timezoneId?: string;
  } = {}): Promise<Visitor> {
    const { colorScheme, width = 1280, javaScriptEnabled, timezoneId } = options;
    const context = await browser.newContext({
      colorScheme,
      javaScriptEnabled,
      timezoneId,
      viewport: { width, height: 900 },
    });
    context.setDefaultTimeout(PATIENCE);
    return new Visitor(context, await context.newPage(), origin);
  }

  /** Opens a page. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#origin + path, { waitUntil: "load" });
  }

  /** Waits until the page, or an element of it, says something. */
  async sees(text: string | RegExp, within = "body", timeout = PATIENCE): Promise<void> {
    await this.page.locator(within).filter({ hasText: text }).first().waitFor({ timeout });
  }

  /** Opens the form that is folded away. */
  async unfold(title: string): Promise<void> {
    await this.page.locator("summary", { hasText: title }).click();
  }

  /** Fills in fields by their labels. */
  async fill(form: string, fields: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(fields)) {
      await this.page.locator(`#${form}-${name}`).fill(value);
    }
  }

  /** Presses a button, and waits for the page that comes. */
  async press(name: string | RegExp): Promise<void> {
    await this.arrives(this.page.getByRole("button", { name, exact: true }).first().click());
  }

  /** Settles when what is under way has been done, and the page that it leads to has come. */
  async arrives(action: Promise<void>): Promise<void> {
    await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), action]);
  }

  /** Keeps a screenshot. */
  async keep(name: string): Promise<void> {
    await Deno.mkdir(ARTIFACTS, { recursive: true });
    await this.page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
  }

  /** Fails if axe finds anything serious on the page (WCAG 2.2 A and AA, and best practices). */
  async assertAccessible(): Promise<void> {
    await this.#run(AXE);
    const findings = await this.#run<Finding[]>(
      "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
    );
    const serious = findings.filter(({ impact }) => ["serious", "critical"].includes(impact));
    assertEquals(
      serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))]),
      [],
      `${this.page.url()}\n${serious.flatMap(({ nodes }) => nodes[0].failureSummary).join("\n")}`,
    );
  }

  /** Fails if the page is wider than the window. */
  async assertFits(): Promise<void> {
    const width = await this.#run("document.documentElement.scrollWidth - innerWidth");
    assertEquals(width, 0, `${this.page.url()} must not scroll sideways`);
  }

  /** How an element is drawn, by the name of a property of CSS. */
  async styleOf(selector: string, property: string): Promise<string> {
    await this.page.locator(selector).first().waitFor({ state: "attached" });
    const element = `document.querySelector(${JSON.stringify(selector)})`;
    return await this.#run(`getComputedStyle(${element})[${JSON.stringify(property)}]`);
  }

  /** Fails if the browser complained about anything but what is expected. */
  assertQuiet(expected: RegExp = /(?!)/): void {
    assertEquals(this.#complaints.filter((text) => !expected.test(text)), []);
  }

  /** Runs a script as the developer tools do: what the page itself runs is up to its policy. */
  async #run<T>(expression: string): Promise<T> {
    const tools = await this.#context.newCDPSession(this.page);
    const { result, exceptionDetails } = await tools.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    await tools.detach();
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}
