import type { Html } from "../../web/html.ts";

/** The way past the form, where the records do not stand beside it: on a phone. */
export function ToRecords(): Html {
  return (
    <p class="to-records">
      <a href="#records">To the records</a>
    </p>
  );
}
