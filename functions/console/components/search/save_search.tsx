import { FavouriteForm } from "../../web/favourites/favourite_form.tsx";
import { Field } from "../../web/forms/field.tsx";
import { cutText } from "../../web/text/cut_text.ts";
import type { Html } from "../../web/html.ts";

/** What of a query says what is looked for; the rest says where, and how it looks. */
const CONDITIONS = ["where", "key", "value", "header"] as const;

/** The longest name that is proposed, in characters. */
const NAME = 60;

/** The form that keeps a search among the favourites; none where nothing is looked for. */
export function SaveSearch({ address, what, query }: {
  /** The page of the search, without its query. */
  address: string;
  /** What it looks in. */
  what: string;
  query: URLSearchParams;
}): Html {
  const asked = CONDITIONS.map((name) => query.get(name)).filter(Boolean);
  const kept = new URLSearchParams(
    [...query].filter(([name, value]) => value !== "" && name !== "at" && name !== "copy"),
  );
  return (
    <>
      {asked.length > 0 && (
        <FavouriteForm
          path={`${address}?${kept}`}
          name={cutText(`${what}: ${asked.join(", ")}`, NAME)}
        >
          <Field
            form="save-search"
            name="name"
            label="Save this search as"
            value={cutText(`${what}: ${asked.join(", ")}`, NAME)}
            required
          />
        </FavouriteForm>
      )}
    </>
  );
}
