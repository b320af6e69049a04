/**
 * A real browser: Debian's Chromium, driven by playwright-core.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser's executable on PATH; `undefined` if there is none. */
export function findBrowser(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":").filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isFile);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Starts the browser, without any request of its own to other hosts. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  const { chromium } = await loadPlaywright();
  return await chromium.launch({
    executablePath,
    // It runs as root in CI, where its sandbox does not.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Loads playwright-core, which looks below /proc whether it is on WSL. Deno keeps /proc from scripts
 * without `--allow-all`, and throws; there is no such file is all that needs saying.
 */
async function loadPlaywright() {
  const { existsSync } = fs;
  fs.existsSync = (path) => {
    try {
      return existsSync(path);
    } catch {
      return false;
    }
  };
  try {
    return await import("playwright-core");
  } finally {
    fs.existsSync = existsSync;
  }
}
