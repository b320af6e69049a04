import { type Child, createContext, useContext } from "hono/jsx";
import type { Html } from "../html.ts";
import { nameText } from "../text/unseen.ts";
import type { Favourite } from "./favourites.ts";

const Favourites = createContext<readonly Favourite[]>([]);

/** What stands in it knows the favourites of who reads it. */
export function WithFavourites(
  { favourites, children }: { favourites: readonly Favourite[]; children?: Child },
): Html {
  return <Favourites.Provider value={favourites}>{children}</Favourites.Provider>;
}

/** The button that makes a page a favourite, or takes it from them. @param children the field of its name. */
export function FavouriteForm(
  { path, name, children }: Favourite & { children?: Child },
): Html {
  const isOne = useContext(Favourites).some((favourite) => favourite.path === path);
  return (
    <form method="post" action="/favourites" class="favourite">
      <input type="hidden" name="path" value={path} />
      {!isOne && children ? children : <input type="hidden" name="name" value={name} />}
      {!isOne && <input type="hidden" name="keep" value="1" />}
      <button type="submit" class="quiet" aria-pressed={isOne ? "true" : "false"}>
        <span aria-hidden="true">{isOne ? "★" : "☆"}</span> Favourite
      </button>
    </form>
  );
}

/** The way to the favourites. @param below only to those whose addresses begin so. */
export function FavouriteLinks({ below = "" }: { below?: string }): Html {
  const favourites = useContext(Favourites).filter(({ path }) => path.startsWith(below));
  return (
    <>
      {favourites.length > 0 && (
        <nav class="kinds" aria-label="Favourites">
          {favourites.map(({ path, name }) => <a href={path}>★ {nameText(name)}</a>)}
        </nav>
      )}
    </>
  );
}
