import type { Html } from "./html.ts";

/** The way to the pages above this one. */
export function Crumbs(
  { links }: { links: readonly (readonly [href: string, label: string])[] },
): Html {
  return (
    <nav class="crumbs" aria-label="Breadcrumb">
      {links.map(([href, label]) => <a href={href}>{label}</a>)}
    </nav>
  );
}
