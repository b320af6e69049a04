/**
 * Actions: what forms do. An action that succeeds answers 303 to the page that shows its effect, and a
 * message appears there; or with the page of its form, filled in for the next time. One that fails
 * answers with that page, too, which shows what was typed and what is wrong.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { deadline } from "@std/async";
import type { Context } from "hono";
import type { Problem } from "../../runtime/http/problems/problem.ts";
import { setFlash } from "./flash.ts";
import { formAfter, orProblem, readFields, readForm } from "./forms/form.ts";
import { pathPart } from "./html.ts";
import type { Page, Site } from "./page.tsx";
import { showPage } from "./page_route.tsx";

/** Gives a part of the path of a request, decoded. */
export type Param = (name: string) => string;

/** What an action did. */
export interface Done {
  /** What is told. */
  message: string;
  /** The page to go to; left out: that of the form, which stays filled in. */
  to?: string;
  /** What it made, for that page to mark. */
  made?: readonly string[];
}

/** An action. */
export interface Action<S extends z.ZodType> {
  /** Where its form is sent. */
  path: string;
  /** The id of its form. */
  form: string;
  /** Its fields. */
  fields: S;
  /** @throws {Problem} if it cannot be done. */
  act(input: z.output<S>, param: Param, c: Context): Promise<Done>;
  /** What may be shown again of what was typed; all of it, unless told otherwise. */
  shown?(values: Record<string, string>, param: Param): Promise<Record<string, string>>;
  /** The page that the form stands on, and its path. */
  page: Page;
  at(param: Param): string;
}

/** How long an action that fails may take in all, with the page of its form, ms. */
const PATIENCE = 4_800;

/** How long that page may take in any case, ms. */
const LEAST_PATIENCE = 500;

/** Adds an action. */
export function addAction<S extends z.ZodType>(
  { app, frame }: Site,
  { path, form, fields, act, shown, page, at }: Action<S>,
): void {
  app.post(path, async (c) => {
    const param: Param = (name) => pathPart((c.req.param() as Record<string, string>)[name]);
    const values = await readForm(c);
    const began = performance.now();
    const { value: done, problem } = await orProblem(async () =>
      await act(readFields(fields, values), param, c)
    );
    if (problem !== undefined) return await showForm(c, problem);
    if (done.to === undefined) {
      const state = { id: form, values, faults: {}, message: "", made: done.made };
      return await showPage(c, frame, page, { path: at(param), form: state, told: done.message });
    }
    setFlash(c, done.message);
    return c.redirect(done.to, 303);

    async function showForm(c: Context, problem: Problem): Promise<Response> {
      const state = formAfter(form, await shown?.(values, param) ?? values, problem);
      const { status } = problem;
      const left = PATIENCE - (performance.now() - began);
      try {
        const shown = showPage(c, frame, page, { path: at(param), form: state, status });
        return await deadline(shown, Math.max(left, LEAST_PATIENCE));
      } catch {
        // The page cannot be shown either, or not in time: what was wrong first is what matters.
        throw problem;
      }
    }
  });
}
