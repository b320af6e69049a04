/**
 * The routes of pages. The same path gives the document to browsers, and to their scripts
 * (`Accept: text/event-stream`) what changes on it.
 *
 * @module
 */
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { Problem } from "../../runtime/http/problems/problem.ts";
import { InZone } from "./clock/time.tsx";
import { zonesOf } from "./clock/zone.ts";
import { favouritesOf } from "./favourites/favourites.ts";
import { takeFlash } from "./flash.ts";
import type { FormState } from "./forms/form.ts";
import { type Html, pathPart } from "./html.ts";
import { Layout } from "./layout.tsx";
import type { LiveParts, Page, PageFrame, PageRequest, Site, View } from "./page.tsx";
import { ProblemPage } from "./problem_page.tsx";
import { markUnseen } from "./text/unseen.ts";

const EVENTS = "text/event-stream";

/** Adds a page at a path. */
export function addPage({ app, frame }: Site, path: string, page: Page): void {
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
  { path = new URL(c.req.url).pathname, form, told, status = 200 }: {
    /** The page's own path, where the form was sent to another one. */
    path?: string;
    form?: FormState;
    /** What was done, if a form did something. */
    told?: string;
    status?: Problem["status"] | 200;
  } = {},
): Promise<Response> {
  const view = await viewOf(frame, page, { ...requestOf(c), form });
  return c.html(
    documentOf(
      <Layout
        title={view.title}
        section={view.section}
        health={frame.health()}
        flash={told ?? takeFlash(c)}
        zones={zonesOf(c)}
        favourites={favouritesOf(c)}
        live={path + new URL(c.req.url).search}
      >
        {view.body}
      </Layout>,
    ),
    status,
    { "cache-control": "no-store", vary: "accept" },
  );
}

/** The document that stands for a page that cannot be shown. It recovers when the page can again. */
export function showProblem(c: Context, frame: PageFrame, problem: Problem): Response {
  const passes = problem.status === 503 && c.req.method === "GET";
  const { pathname, search } = new URL(c.req.url);
  const document = (
    <Layout
      title={problem.body().title}
      health={frame.health()}
      zones={zonesOf(c)}
      live={passes ? pathname + search : "/"}
      broken={passes}
    >
      <ProblemPage problem={problem} passes={passes} />
    </Layout>
  );
  return new Response(documentOf(document), {
    status: problem.status,
    headers: {
      ...problem.headers,
      "content-type": "text/html; charset=UTF-8",
      "cache-control": "no-store",
      vary: "accept",
    },
  });
}

function documentOf(page: Html): string {
  return `<!DOCTYPE html>${markUnseen(`${page}`)}`;
}

function follow(c: Context, frame: PageFrame, page: Page): Response {
  const request = requestOf(c);
  const render = async (): Promise<LiveParts> => {
    const { live, series = [], span, marks } = await viewOf(frame, page, request);
    const regions = { ...live, "lab-health": frame.health() };
    return {
      ...{ series, span, marks },
      regions: Object.fromEntries(
        Object.entries(regions).map(([id, html]) => [
          id,
          markUnseen(`${<InZone zone={request.zones.shown}>{html}</InZone>}`),
        ]),
      ),
    };
  };
  const { pathname, search } = new URL(c.req.url);
  return c.body(frame.follow(`${pathname}${search} ${request.zones.shown}`, render), 200, {
    "content-type": EVENTS,
    "cache-control": "no-store",
    vary: "accept",
  });
}

async function viewOf(frame: PageFrame, page: Page, request: PageRequest): Promise<View> {
  await frame.ready();
  return await page(request);
}

function requestOf(c: Context): PageRequest {
  const params = c.req.param() as Record<string, string>;
  return {
    param(name) {
      return pathPart(params[name]);
    },
    query: new URL(c.req.url).searchParams,
    zones: zonesOf(c),
  };
}
