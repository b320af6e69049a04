import type { Html } from "./html.ts";

/** A hint that a part of the lab is not configured, with the variable that does it. */
export function NotConfigured({ what, variable }: { what: string; variable: string }): Html {
  return (
    <p class="hint">
      {what} shown here when <code>{variable}</code> is set.
    </p>
  );
}
