/**
 * The choice of the zone that all pages show times in.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { addAction } from "../../web/action_route.ts";
import { chooseZone, type Zones } from "../../web/clock/zone.ts";
import { isZone, UTC, zonedText } from "../../web/clock/zoned_time.ts";
import { Field, Form } from "../../web/forms/field.tsx";
import type { Html } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";

const FORM = "clock";

/** What the form sends for the browser's own zone. */
const LOCAL = "local";

const fields = z.object({
  zone: z.string({ error: "must be given" }).trim().refine(
    (zone) => zone === LOCAL || isZone(zone),
    {
      error: "must be the name of a time zone, such as Europe/Berlin",
    },
  ),
});

/** Adds the page that the zone is chosen on. */
export function addClock(site: Site): void {
  addPage(site, "/clock", page);
  addAction(site, {
    path: "/clock",
    form: FORM,
    fields,
    act({ zone }, _, c) {
      chooseZone(c, zone === LOCAL ? undefined : zone);
      const where = zone === LOCAL ? "the browser's own zone" : zone;
      return Promise.resolve({ message: `Times are shown in ${where}`, to: "/clock" });
    },
    page,
    at: () => "/clock",
  });
}

const page: Page = ({ zones, form }) => ({
  title: "Clock",
  live: {},
  body: (
    <>
      <h1>Clock</h1>
      <section class="panel" aria-labelledby="zone-title">
        <h2 id="zone-title">The zone of all times</h2>
        <p>
          Pages, charts and the fields of forms have their times in one zone. Addresses hold it, so
          that a link shows everybody the same records.
        </p>
        <Choices zones={zones} />
        <Form id={FORM} action="/clock" submit="Show times in this zone" state={form}>
          <Field
            form={FORM}
            state={form}
            name="zone"
            label="Another zone"
            list="zones"
            value={zones.chosen ?? ""}
            placeholder="Europe/Berlin"
            required
          />
          <datalist id="zones">
            {Intl.supportedValuesOf("timeZone").map((zone) => <option value={zone} />)}
          </datalist>
        </Form>
      </section>
    </>
  ),
});

/** The two that most want, with the time that it is there. */
function Choices({ zones }: { zones: Zones }): Html {
  const { chosen, local, shown } = zones;
  const known = local === undefined ? "" : `, ${local}`;
  return (
    <div class="commands">
      <Choice
        zone={LOCAL}
        label={`The browser's own${known}`}
        of={local ?? UTC}
        isChosen={chosen === undefined}
      />
      <Choice zone={UTC} label={UTC} of={UTC} isChosen={chosen === UTC} />
      {chosen !== undefined && chosen !== UTC && (
        <Choice zone={chosen} label={chosen} of={shown} isChosen />
      )}
    </div>
  );
}

interface ChoiceProps {
  zone: string;
  label: string;
  /** The zone that its time is shown in. */
  of: string;
  isChosen: boolean;
}

function Choice({ zone, label, of, isChosen }: ChoiceProps): Html {
  return (
    <form method="post" action="/clock">
      <input type="hidden" name="zone" value={zone} />
      <button type="submit" aria-pressed={isChosen ? "true" : "false"}>
        {label}: {zonedText(Date.now(), of).slice(0, 16)}
      </button>
    </form>
  );
}
