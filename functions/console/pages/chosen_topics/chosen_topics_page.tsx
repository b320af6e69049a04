/**
 * What is done to several topics at once: they are chosen, and then emptied, deleted, or given a
 * setting.
 *
 * @module
 */
import type { TopicSummary } from "../../../../kafka/admin/overview.ts";
import { topicPath } from "../../components/topic_frame.tsx";
import { isControlTopic } from "../../live/control_topics.ts";
import { addAction } from "../../web/action_route.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import { count, formatRate } from "../../web/text/format.ts";
import { FormProblem } from "../../web/forms/field.tsx";
import { type Html, path } from "../../web/html.ts";
import { Filter } from "../../web/list.tsx";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { chosenDeeds, DeedForms } from "./chosen_deeds.tsx";

/** How many can be chosen from at a time. */
const OFFERED = 200;

/** Adds the page that topics are chosen on, and what is done to them. */
export function addChosenTopics(site: Site, console: Console): void {
  const page = chosenTopicsPage(console);
  addPage(site, "/chosen-topics", page);
  for (const deed of chosenDeeds(console, page)) addAction(site, deed);
}

function chosenTopicsPage({ cluster, sampler }: Console): Page {
  return async ({ query, form }) => {
    const { topics } = await cluster.overview();
    const names = form?.values.topics?.split(",") ?? query.getAll("topic");
    const chosen = topics.filter(({ name, internal }) => !internal && names.includes(name))
      .slice(0, OFFERED);
    const wanted = query.get("q")?.trim().toLowerCase() ?? "";
    const found = topics.filter(({ name, internal }) =>
      !internal && !isControlTopic(name) && name.toLowerCase().includes(wanted)
    );
    const { rates } = sampler.latest;
    return {
      title: "Several topics",
      section: "topics",
      live: {},
      body: (
        <>
          <Crumbs links={[["/topics", "Topics"]]} />
          <h1>{chosen.length > 0 ? count(chosen.length, "topic") : "Several topics"}</h1>
          {form && chosen.length === 0 && <FormProblem id={form.id} state={form} />}
          {chosen.length > 0
            ? (
              <>
                <ul class="chosen-topics">
                  {chosen.map(({ name, partitions }) => (
                    <li>
                      <a href={topicPath(name)}>{name}</a>{" "}
                      <span class="muted">{count(partitions, "partition")}</span>
                    </li>
                  ))}
                </ul>
                <DeedForms topics={chosen.map(({ name }) => name)} state={form} />
                <p>
                  <a href="/chosen-topics">Choose others</a>
                </p>
              </>
            )
            : (
              <>
                <Filter query={query} what="topics" />
                <Choices topics={found} rates={rates} />
              </>
            )}
        </>
      ),
    };
  };
}

interface ChoicesProps {
  topics: readonly TopicSummary[];
  rates: ReadonlyMap<string, number>;
}

/** The topics to choose from. */
function Choices({ topics, rates }: ChoicesProps): Html {
  return (
    <form method="get" action="/chosen-topics" class="panel chosen">
      <p class="muted">
        {count(topics.length, "topic")}
        {topics.length > OFFERED && `; the first ${OFFERED} are shown: filter for others`}
      </p>
      <Table<TopicSummary>
        caption="Topics to choose from"
        columns={[
          {
            label: "Topic",
            cell: ({ name }) => (
              <label class="check">
                <input type="checkbox" name="topic" value={name} />
                {name}
              </label>
            ),
          },
          { label: "Partitions", numeric: true, cell: ({ partitions }) => partitions },
          { label: "Records/s", numeric: true, cell: ({ name }) => formatRate(rates.get(name)) },
          {
            label: "Settings",
            cell: ({ name }) => (
              <a href={path("topics", name, "settings")} aria-label={`Settings of ${name}`}>
                Settings
              </a>
            ),
          },
        ]}
        rows={topics.slice(0, OFFERED)}
        empty="No topic matches the filter."
      />
      <div class="commands">
        <button type="submit" class="primary">Go on with these…</button>
      </div>
    </form>
  );
}
