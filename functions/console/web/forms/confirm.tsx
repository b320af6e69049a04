/**
 * Destructive actions are confirmed by typing the name of what they destroy.
 *
 * @module
 */
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { Field } from "./field.tsx";
import type { FormState } from "./form.ts";
import type { Html } from "../html.ts";
import { nameText } from "../text/unseen.ts";

/** The field that the name is typed into. */
export function ConfirmField(
  { form, state, name }: { form: string; state?: FormState; name: string },
): Html {
  return (
    <Field
      form={form}
      state={state}
      name="confirm"
      label={`Type ${nameText(name)} to confirm`}
      required
    />
  );
}

/**
 * Makes sure that a destructive action is meant.
 *
 * @throws {Problem} `invalid` if what was typed is not the name.
 */
export function confirmed(typed: string | undefined, name: string): void {
  // A field of one line cannot hold all that a name can.
  if (typed === name || typed === nameText(name)) return;
  throw new Problem("invalid", "Nothing was done: the name was not typed as it is", {
    fields: [{ field: "confirm", detail: `must be ${JSON.stringify(nameText(name))}` }],
  });
}
