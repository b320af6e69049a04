/**
 * Pages: each is one function from a request to a view. The same path gives the document to browsers,
 * and to their scripts (`Accept: text/event-stream`) what changes on it.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { Problem } from "../../runtime/http/problem.ts";
import type { Html } from "./html.ts";
import { HealthBadge, Layout, type Section } from "./layout.tsx";
import type { Channels, LiveParts } from "../live/channels.ts";
import { judge } from "../live/health.ts";
import type { Sampler } from "../live/sampler.ts";
import { ProblemPage } from "./problem_page.tsx";
import { takeFlash } from "./flash.ts";
import type { FormState } from "./form.ts";

/** What a page is asked for. */
export interface PageRequest {
  /** A part of the path, decoded. */
  param(name: string): string;
  query: URLSearchParams;
  /** The form that was sent and not taken, if the page answers to that. */
  form?: FormState;
}

/** What a page shows. */
export interface View {
  title: string;
  section: Section;
  /** What changes by itself, by the id of the element that it stands in. */
  live: Record<string, Html>;
  /** The series that its charts draw. */
  series?: readonly string[];
  body: Html;
}

/** A page. @throws {Problem} where there is nothing to show. */
export type Page = (request: PageRequest) => View | Promise<View>;

/** Where a live part of a page stands. */
export function Live({ id, children }: { id: string; children?: Child }): Html {
  return <div id={id} data-live>{children}</div>;
}

/** What all pages share. */
export interface PageFrame {
  sampler: Sampler;
  channels: Channels;
}

const EVENTS = "text/event-stream";

/** Adds a page at a path. */
export function addPage(app: OpenAPIHono, frame: PageFrame, path: string, page: Page): void {
  app.get(path, (c) => {
    const type = accepts(c, {
      header: "Accept",
      supports: ["text/html", EVENTS],
      default: "text/html",
    });
    return type === EVENTS ? follow(c, frame, page) : showPage(c, frame, page);
  });
}

/** The document of a page. */
export async function showPage(
  c: Context,
  frame: PageFrame,
  page: Page,
  { path = c.req.path, form, status = 200 }: {
    /** Of the page, where it answers to a form that was sent elsewhere. */
    path?: string;
    form?: FormState;
    status?: Problem["status"] | 200;
  } = {},
): Promise<Response> {
  const view = await viewOf(frame, page, { ...requestOf(c), form });
  return c.html(
    `<!DOCTYPE html>${(
      <Layout
        title={view.title}
        section={view.section}
        health={health(frame)}
        flash={takeFlash(c)}
        live={path + new URL(c.req.url).search}
      >
        {view.body}
      </Layout>
    )}`,
    status,
    { "cache-control": "no-store", vary: "accept" },
  );
}

/** The document that stands for a page that cannot be shown. It recovers when the page can again. */
export function showProblem(c: Context, frame: PageFrame, problem: Problem): Response {
  const passes = problem.status === 503 && c.req.method === "GET";
  const document = (
    <Layout
      title={problem.body().title}
      health={health(frame)}
      live={passes ? c.req.path + new URL(c.req.url).search : "/"}
      broken={passes}
    >
      <ProblemPage problem={problem} passes={passes} />
    </Layout>
  );
  return new Response(`<!DOCTYPE html>${document}`, {
    status: problem.status,
    headers: {
      ...problem.headers,
      "content-type": "text/html; charset=UTF-8",
      "cache-control": "no-store",
      vary: "accept",
    },
  });
}

function health({ sampler }: PageFrame): Html {
  return <HealthBadge health={judge(sampler.latest)} />;
}

function follow(c: Context, frame: PageFrame, page: Page): Response {
  const request = requestOf(c);
  const render = async (): Promise<LiveParts> => {
    const { live, series = [] } = await viewOf(frame, page, request);
    const regions = { ...live, "lab-health": health(frame) };
    return {
      series,
      regions: Object.fromEntries(Object.entries(regions).map(([id, html]) => [id, `${html}`])),
    };
  };
  const { pathname, search } = new URL(c.req.url);
  return c.body(frame.channels.open(pathname + search, render), 200, {
    "content-type": EVENTS,
    "cache-control": "no-store",
    vary: "accept",
  });
}

/** The page of a lab that has been looked at. */
async function viewOf({ sampler }: PageFrame, page: Page, request: PageRequest): Promise<View> {
  await sampler.seen();
  return await page(request);
}

function requestOf(c: Context): PageRequest {
  const params = c.req.param() as Record<string, string>;
  return {
    param(name) {
      return params[name];
    },
    query: new URL(c.req.url).searchParams,
  };
}
