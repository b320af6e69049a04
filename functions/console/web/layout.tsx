/**
 * The frame of every page.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import { InZone, ZoneName } from "./clock/time.tsx";
import type { Zones } from "./clock/zone.ts";
import { WithFavourites } from "./favourites/favourite_form.tsx";
import type { Favourite } from "./favourites/favourites.ts";
import type { Html } from "./html.ts";

const SECTIONS = [
  ["overview", "/", "Overview"],
  ["map", "/map", "Map"],
  ["topics", "/topics", "Topics"],
  ["groups", "/groups", "Groups"],
  ["functions", "/functions", "Functions"],
  ["letters", "/dead-letters", "Dead letters"],
  ["brokers", "/brokers", "Brokers"],
  ["zookeeper", "/zookeeper", "ZooKeeper"],
  ["chaos", "/chaos", "Chaos"],
] as const;

/** The sections that pages belong to. */
export type Section = typeof SECTIONS[number][0];

/** What the frame needs. */
export interface LayoutProps {
  title: string;
  section?: Section;
  health: Html;
  /** What the last action did. */
  flash?: string;
  /** The page whose events keep this one up to date. */
  live: string;
  /** The zones of its times. */
  zones: Zones;
  /** The pages that its reader comes back to. */
  favourites?: readonly Favourite[];
  /** Whether it stands for a page that cannot be shown now. */
  broken?: boolean;
  children?: Child;
}

/** A whole document. */
export function Layout(props: LayoutProps): Html {
  const { title, section, health, flash, live, zones, favourites = [], broken, children } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title} · Instigator</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/uplot.css" />
        <link rel="stylesheet" href="/assets/console.css" />
        <script src="/assets/theme.js"></script>
        <script src="/assets/clock.js" type="module"></script>
        <script src="/assets/console.js" type="module"></script>
        {broken && (
          <noscript>
            <meta http-equiv="refresh" content="5" />
          </noscript>
        )}
      </head>
      <body
        data-live={live}
        data-broken={broken ? "" : undefined}
        data-zone={zones.shown}
        data-zone-chosen={zones.chosen === undefined ? undefined : ""}
      >
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <a class="brand" href="/">
            <img src="/assets/icon.svg" alt="" width="22" height="22" /> Instigator
          </a>
          <nav aria-label="Sections">
            {SECTIONS.map(([id, href, label]) => (
              <a href={href} aria-current={id === section ? "page" : undefined}>{label}</a>
            ))}
          </nav>
          <a class="button quiet finder-button" id="finder" href="/search">
            Search <kbd aria-hidden="true">/</kbd>
          </a>
          <div id="lab-health" class="lab-health">{health}</div>
        </header>
        <p id="trouble" class="notice bad" role="alert" hidden></p>
        {flash && <p class="notice ok" role="status">{flash}</p>}
        <InZone zone={zones.shown}>
          <main id="main" tabindex={-1}>
            <WithFavourites favourites={favourites}>{children}</WithFavourites>
          </main>
          <footer class="bottom">
            <a href="/clock">
              Times in <ZoneName />
            </a>
            <button type="button" id="theme" class="quiet" hidden>Theme: auto</button>
          </footer>
        </InZone>
      </body>
    </html>
  );
}
