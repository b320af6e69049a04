import type { Html } from "./html.ts";

/** What is said of a part that the console was not told of. */
export function NotConfigured({ what, variable }: { what: string; variable: string }): Html {
  return (
    <p class="hint">
      {what} shown here when <code>{variable}</code> is set.
    </p>
  );
}
