/**
 * The overview: is the lab healthy, what flows through it, and the producer and consumer at hand.
 *
 * @module
 */
import { ChartChoices, chartPast, Happened, marksOf } from "../../components/chart_past.tsx";
import { OVERVIEW_SERIES } from "../../live/memory/series.ts";
import { Chart, type ChartProps } from "../../web/chart.tsx";
import type { Html } from "../../web/html.ts";
import { NotConfigured } from "../../web/not_configured.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { ConsumerForms, ConsumerState } from "./consumer_panel.tsx";
import { addFunctionCommands } from "./function_commands.tsx";
import { Figures, HealthReport } from "./lab_figures.tsx";
import { Ledger } from "./ledger_figures.tsx";
import { Nodes } from "./nodes_table.tsx";
import { WorstGroups } from "./worst_groups.tsx";
import { ProducerForms, ProducerState } from "./producer_panel.tsx";

const { recordsIn, recordsOut, p50, p99, totalLag } = OVERVIEW_SERIES;

const CHARTS: readonly ChartProps[] = [
  {
    id: "chart-throughput",
    title: "Records a second",
    unit: "rate",
    lines: [{ series: recordsIn, label: "in" }, { series: recordsOut, label: "out" }],
  },
  {
    id: "chart-latency",
    title: "Latency from end to end",
    unit: "latency",
    lines: [{ series: p50, label: "p50" }, { series: p99, label: "p99" }],
  },
  {
    id: "chart-lag",
    title: "Total lag of all groups",
    unit: "count",
    lines: [{ series: totalLag, label: "records" }],
  },
];

/** Adds the overview, and the commands to the functions that are on it. */
export function addOverview(site: Site, console: Console): void {
  const page = overviewPage(console);
  addPage(site, "/", page);
  addFunctionCommands(site, console, page);
}

/** The overview is shown whatever is down. */
function overviewPage({ sampler, producer, consumer }: Console): Page {
  return ({ form, query }) => {
    const sample = sampler.latest;
    const past = chartPast(query);
    const moments = sampler.happened(past.span);
    const live: Record<string, Html> = {
      health: <HealthReport sample={sample} />,
      figures: <Figures sample={sample} />,
      happened: <Happened moments={moments} />,
      "worst-groups": <WorstGroups sampler={sampler} />,
      ledger: <Ledger sample={sample} />,
      nodes: <Nodes sample={sample} />,
    };
    if (producer) live["producer-state"] = <ProducerState reading={sample.producer} />;
    if (consumer) live["consumer-state"] = <ConsumerState reading={sample.consumer} />;
    return {
      title: "Overview",
      section: "overview",
      live,
      series: Object.values(OVERVIEW_SERIES),
      span: past.span,
      marks: marksOf(moments),
      body: (
        <>
          <h1 class="visually-hidden">Overview</h1>
          <Live id="health">{live.health}</Live>
          <Live id="figures">{live.figures}</Live>
          <ChartChoices query={query} hasScale />
          <div class="charts">{CHARTS.map((chart) => <Chart {...chart} {...past} />)}</div>
          <Live id="happened">{live.happened}</Live>
          <section class="panel" aria-labelledby="worst-groups-title">
            <h2 id="worst-groups-title">
              Groups that are behind
            </h2>
            <Live id="worst-groups">{live["worst-groups"]}</Live>
          </section>
          <section class="panel" aria-labelledby="ledger-title">
            <h2 id="ledger-title">Ledger</h2>
            <Live id="ledger">{live.ledger}</Live>
          </section>
          <div class="columns">
            <section class="panel" id="producer" aria-labelledby="producer-title">
              <h2 id="producer-title">Producer</h2>
              {producer
                ? (
                  <>
                    <Live id="producer-state">{live["producer-state"]}</Live>
                    <ProducerForms state={form} />
                  </>
                )
                : <NotConfigured what="The producer is" variable="PRODUCER_URL" />}
            </section>
            <section class="panel" id="consumer" aria-labelledby="consumer-title">
              <h2 id="consumer-title">Consumer</h2>
              {consumer
                ? (
                  <>
                    <Live id="consumer-state">{live["consumer-state"]}</Live>
                    <ConsumerForms state={form} />
                  </>
                )
                : <NotConfigured what="The consumer is" variable="CONSUMER_URL" />}
            </section>
          </div>
          <section class="panel" aria-labelledby="nodes-title">
            <h2 id="nodes-title">Nodes</h2>
            <Live id="nodes">{live.nodes}</Live>
          </section>
        </>
      ),
    };
  };
}
