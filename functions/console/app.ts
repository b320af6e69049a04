/**
 * The console's HTTP application, from its parts.
 *
 * @module
 */
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { type AppOptions, createApp } from "../runtime/http/app.ts";
import { addBrokerActions } from "./pages/brokers/broker_actions.ts";
import { addFunctionActions } from "./pages/overview/function_actions.ts";
import { addGroupActions } from "./pages/group/group_actions.ts";
import { addTopicActions } from "./pages/topic/topic_actions.ts";
import { addAssets } from "./assets/assets.ts";
import type { Console } from "./pages/console.ts";
import { addPage, showProblem } from "./web/page_route.tsx";
import { addStatus } from "./pages/status/console_status.ts";
import { brokerPage } from "./pages/broker/broker_page.tsx";
import { brokersPage } from "./pages/brokers/brokers_page.tsx";
import { groupPage } from "./pages/group/group_page.tsx";
import { groupsPage } from "./pages/groups/groups_page.tsx";
import { overviewPage } from "./pages/overview/overview_page.tsx";
import { recordsPage } from "./pages/records/records_page.tsx";
import { resetPage } from "./pages/reset/reset_page.tsx";
import { addTailRoute } from "./pages/records/tail_route.tsx";
import { topicPage } from "./pages/topic/topic_page.tsx";
import { topicSettingsPage } from "./pages/topic_settings/topic_settings_page.tsx";
import { topicsPage } from "./pages/topics/topics_page.tsx";
import { zookeeperPage } from "./pages/zookeeper/zookeeper_page.tsx";

/** What the console's application is made of. */
export interface ConsoleAppOptions
  extends Omit<AppOptions, "title" | "description" | "pages" | "showProblem"> {
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

/** The console's application. */
export function createConsoleApp({ parts, signal, ...options }: ConsoleAppOptions): Hono {
  const app = createApp({
    ...options,
    title: "Console",
    description:
      "Shows the cluster and what flows through it, and steers both. Its pages are for " +
      "browsers; what programs may want to know is at `/status` and `/metrics`.",
    pages: "all",
    showProblem: (problem, c) =>
      c.req.header("accept")?.includes("text/html") ? showProblem(c, parts, problem) : undefined,
  });

  const pages = {
    overview: overviewPage(parts),
    topics: topicsPage(parts),
    topic: topicPage(parts),
    records: recordsPage(parts),
    topicSettings: topicSettingsPage(parts),
    groups: groupsPage(parts),
    group: groupPage(parts),
    reset: resetPage(parts),
    brokers: brokersPage(parts),
    broker: brokerPage(parts),
    zookeeper: zookeeperPage(parts),
  };
  addPage(app, parts, "/", pages.overview);
  addPage(app, parts, "/topics", pages.topics);
  addTailRoute(app, parts, signal);
  addPage(app, parts, "/topics/:topic", pages.topic);
  addPage(app, parts, "/topics/:topic/records", pages.records);
  addPage(app, parts, "/topics/:topic/settings", pages.topicSettings);
  addPage(app, parts, "/groups", pages.groups);
  addPage(app, parts, "/groups/:group", pages.group);
  addPage(app, parts, "/groups/:group/reset", pages.reset);
  addPage(app, parts, "/brokers", pages.brokers);
  addPage(app, parts, "/brokers/:broker", pages.broker);
  addPage(app, parts, "/zookeeper", pages.zookeeper);

  addFunctionActions(app, parts, pages.overview);
  addTopicActions(app, parts, {
    list: pages.topics,
    partitions: pages.topic,
    records: pages.records,
    settings: pages.topicSettings,
  });
  addGroupActions(app, parts, { group: pages.group, reset: pages.reset });
  addBrokerActions(app, parts, { list: pages.brokers, broker: pages.broker });

  addStatus(app, parts);
  addAssets(app);
  return secured(app.fetch);
}

/** Puts the headers on every answer, also on those to requests that are turned away. */
function secured(fetch: (request: Request) => Response | Promise<Response>): Hono {
  const app = new Hono();
  // Strict-Transport-Security is for what stands in front of it: a lab has no certificate.
  app.use(secureHeaders({
    contentSecurityPolicy: POLICY,
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
    // With no-referrer, browsers hide the origin of forms too, and the guard turns them away.
    referrerPolicy: "same-origin",
    overwrite: false,
  }));
  app.all("*", (c) => fetch(c.req.raw));
  return app;
}
