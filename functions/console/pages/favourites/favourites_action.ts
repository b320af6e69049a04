/**
 * Favourites: chosen and given up on the pages themselves.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { addAction } from "../../web/action_route.ts";
import { favouritesOf, isPath, keepFavourites } from "../../web/favourites/favourites.ts";
import { text } from "../../web/forms/form_fields.ts";
import type { Page, Site } from "../../web/page.tsx";
import { nameText } from "../../web/text/unseen.ts";

const fields = z.object({
  path: text.refine(isPath, { error: "must be a path of this console" }),
  name: text,
  keep: z.string().optional(),
});

/** Adds what the buttons of pages do. @param page where one is told that it cannot be kept. */
export function addFavourites(site: Site, page: Page): void {
  addAction(site, {
    path: "/favourites",
    form: "favourites",
    fields,
    act({ path, name, keep }, _, c) {
      const others = favouritesOf(c).filter((favourite) => favourite.path !== path);
      const kept = keep === undefined ? others : [...others, { path, name }];
      if (!keepFavourites(c, kept)) {
        throw new Problem("invalid", "Cannot keep one more: give up one of the favourites first");
      }
      const verb = keep === undefined ? "is no favourite any more" : "is a favourite";
      return Promise.resolve({ message: `${nameText(name)} ${verb}`, to: path });
    },
    page,
    at: () => "/search",
  });
}
