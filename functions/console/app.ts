/**
 * The console's HTTP application, from its parts.
 *
 * Its rooms, each of which imports only those above it in this list, and itself (tests/layers_test.ts):
 *
 * - `assets/`: styles, scripts and the icon; a file a component;
 * - `chaos/`: a run of `deno task chaos` as its runner tells it, and its timeline;
 * - `web/`: what any site of pages and forms is built of; it knows nothing of Kafka;
 * - `sources/`: what the lab's other parts tell over HTTP;
 * - `live/`: the lab as it was seen last, its last minutes, and the channels to who watches;
 * - `components/`: what several pages show of Kafka;
 * - `pages/`: a folder a page: what it reads, how it looks, what its forms do. Pages do not import
 *   each other.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { type AppOptions, createApp } from "../runtime/http/app.ts";
import { addAssets } from "./assets/assets.ts";
import { addBroker } from "./pages/broker/broker_page.tsx";
import { addBrokers } from "./pages/brokers/brokers_page.tsx";
import { addChaos } from "./pages/chaos/chaos_page.tsx";
import type { Console } from "./pages/console.ts";
import { addClock } from "./pages/clock/clock_page.tsx";
import { addChosenTopics } from "./pages/chosen_topics/chosen_topics_page.tsx";
import { addDeeds } from "./pages/dead_letters/deal_page.tsx";
import { addLetter } from "./pages/dead_letters/letter_page.tsx";
import { addLetterTopics } from "./pages/dead_letters/letter_topics_page.tsx";
import { addLetters } from "./pages/dead_letters/letters_page.tsx";
import { addFavourites } from "./pages/favourites/favourites_action.ts";
import { addFunction } from "./pages/function/function_page.tsx";
import { addFunctions } from "./pages/functions/functions_page.tsx";
import { addGroup } from "./pages/group/group_page.tsx";
import { addGroups } from "./pages/groups/groups_page.tsx";
import { addOverview } from "./pages/overview/overview_page.tsx";
import { addMap } from "./pages/map/map_page.tsx";
import { pageFrame } from "./pages/page_frame.tsx";
import { addRecord } from "./pages/record/record_page.tsx";
import { addSchema } from "./pages/schema/schema_page.tsx";
import { addRecords } from "./pages/records/records_page.tsx";
import { addRecordsSearch } from "./pages/records_search/records_search_page.tsx";
import { addReset } from "./pages/reset/reset_page.tsx";
import { addSearch } from "./pages/search/search_page.tsx";
import { addStatus } from "./pages/status/console_status.ts";
import { addScrapeTargets } from "./pages/status/scrape_targets.ts";
import { addTopic } from "./pages/topic/topic_page.tsx";
import { addTopicSettings } from "./pages/topic_settings/topic_settings_page.tsx";
import { addTopics } from "./pages/topics/topics_page.tsx";
import { addZookeeper } from "./pages/zookeeper/zookeeper_page.tsx";
import { showProblem } from "./web/page_route.tsx";

/** What the console's application is made of. */
export interface ConsoleAppOptions
  extends Omit<AppOptions, "title" | "description" | "pages" | "showProblem" | "headers"> {
  parts: Console;
  /** Ends the streams of records. */
  signal: AbortSignal;
}

/** Pages load what the console serves, and nothing else; nothing stands inline. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** They are on every answer, also on those to requests that are turned away. */
const HEADERS = secureHeaders({
  contentSecurityPolicy: POLICY,
  // Strict-Transport-Security is for what stands in front of it: a lab has no certificate.
  strictTransportSecurity: false,
  xFrameOptions: "DENY",
  // With no-referrer, browsers hide the origin of forms too, and the guard turns them away.
  referrerPolicy: "same-origin",
  overwrite: false,
});

/** The console's application. */
export function createConsoleApp({ parts, signal, ...options }: ConsoleAppOptions): OpenAPIHono {
  const frame = pageFrame(parts);
  const app = createApp({
    ...options,
    title: "Console",
    description:
      "Shows the cluster and what flows through it, and steers both. Its pages are for " +
      "browsers; what programs may want to know is at `/status` and `/metrics`.",
    pages: "all",
    headers: HEADERS,
    showProblem: (problem, c) =>
      c.req.header("accept")?.includes("text/html") ? showProblem(c, frame, problem) : undefined,
  });

  const site = { app, frame };
  addOverview(site, parts);
  addMap(site, parts);
  addTopics(site, parts);
  addChosenTopics(site, parts);
  addTopic(site, parts);
  addTopicSettings(site, parts);
  addRecords(site, parts, signal);
  addRecordsSearch(site, parts, signal);
  addRecord(site, parts);
  addSchema(site, parts);
  addGroups(site, parts);
  addGroup(site, parts);
  addReset(site, parts);
  addFunctions(site, parts);
  addFunction(site, parts);
  addLetterTopics(site, parts);
  addLetters(site, parts);
  addLetter(site, parts);
  addDeeds(site, parts);
  addBrokers(site, parts);
  addBroker(site, parts);
  addZookeeper(site, parts);
  addClock(site);
  addChaos(site, parts);
  addFavourites(site, addSearch(site, parts));
  addStatus(app, parts);
  addScrapeTargets(app, parts.metrics ?? []);
  addAssets(app);
  return app;
}
