/**
 * Pages: each is one function from a request to a view.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Child } from "hono/jsx";
import type { ChartMark } from "./chart.tsx";
import type { FormState } from "./forms/form.ts";
import type { Zones } from "./clock/zone.ts";
import type { Html } from "./html.ts";
import type { Section } from "./layout.tsx";

/** A request for a page. */
export interface PageRequest {
  /** A part of the path, decoded. */
  param(name: string): string;
  query: URLSearchParams;
  /** The zones that the times of the page can be in. */
  zones: Zones;
  /** The form that was sent and not taken, if the page answers to that. */
  form?: FormState;
}

/** What a page shows. */
export interface View {
  title: string;
  section?: Section;
  /** What changes by itself, by the id of the element that it stands in. */
  live: Record<string, Html>;
  /** The series that its charts draw. */
  series?: readonly string[];
  /** How much of the past they show, in s; without it, the last minutes. */
  span?: number;
  /** What happened meanwhile, as they mark it. */
  marks?: readonly ChartMark[];
  body: Html;
}

/** A page. @throws {Problem} where there is nothing to show. */
export type Page = (request: PageRequest) => View | Promise<View>;

/** The element of a live part of a page. */
export function Live({ id, children }: { id: string; children?: Child }): Html {
  return <div id={id} data-live>{children}</div>;
}

/** The live parts of a page, rendered. */
export interface LiveParts {
  /** HTML by the id of its element. */
  regions: Record<string, string>;
  /** The series that its charts draw. */
  series: readonly string[];
  span?: number;
  marks?: readonly ChartMark[];
}

/** What all pages share: their head, and the way to their live events. */
export interface PageFrame {
  /** Settles when there is something to show. */
  ready(): Promise<unknown>;
  /** The state of all that pages are about, in the head of each. */
  health(): Html;
  /**
   * The events of a page, as server-sent events.
   *
   * @param page its path, query and zone: viewers of the same one share what is rendered.
   */
  follow(page: string, render: () => Promise<LiveParts>): ReadableStream<Uint8Array>;
}

/** The application that pages and actions are added to, and the frame of its pages. */
export interface Site {
  app: OpenAPIHono;
  frame: PageFrame;
}
