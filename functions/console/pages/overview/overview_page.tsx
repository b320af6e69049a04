/**
 * The overview: is the lab healthy, what flows through it, and the producer and consumer at hand.
 *
 * @module
 */
import { Chart, type ChartProps } from "../../web/chart.tsx";
import type { Html } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import { OVERVIEW_SERIES } from "../../live/sample.ts";
import { ConsumerForms, ConsumerState, ProducerForms, ProducerState } from "./function_panels.tsx";
import { Figures, HealthReport } from "./lab_figures.tsx";
import { Ledger } from "./ledger_figures.tsx";
import { Nodes } from "./nodes_table.tsx";

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

/** The overview. It is shown whatever is down. */
export function overviewPage({ sampler, producer, consumer }: Console): Page {
  return ({ form }) => {
    const sample = sampler.latest;
    const live: Record<string, Html> = {
      health: <HealthReport sample={sample} />,
      figures: <Figures sample={sample} />,
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
      body: (
        <>
          <h1 class="visually-hidden">Overview</h1>
          <Live id="health">{live.health}</Live>
          <Live id="figures">{live.figures}</Live>
          <div class="charts">{CHARTS.map((chart) => <Chart {...chart} />)}</div>
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
                : <NotGiven what="The producer is" variable="PRODUCER_URL" />}
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
                : <NotGiven what="The consumer is" variable="CONSUMER_URL" />}
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

/** What is said of a part that the console was not told of. */
export function NotGiven({ what, variable }: { what: string; variable: string }): Html {
  return (
    <p class="hint">
      {what} shown here when <code>{variable}</code> is set.
    </p>
  );
}
