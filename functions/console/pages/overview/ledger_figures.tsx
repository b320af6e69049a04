import { cutText } from "../../web/text/cut_text.ts";
import { formatCount } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Stat, type Tone } from "../../web/text/marks.tsx";
import type { Sample } from "../../live/memory/sample.ts";

/** How much of a reason a figure has room for, in characters. */
const REASON = 90;

/** Why records could not be written, and the way to who writes them. */
function Why({ producer }: Pick<Sample, "producer">): Html {
  const reason = producer?.value?.run?.lastError;
  return reason
    ? <a href="#producer" title={reason}>{cutText(reason, REASON)}</a>
    : <a href="#producer">in an earlier run</a>;
}

/** What was written, what came out, and what became of the difference. */
export function Ledger({ sample: { producer, consumer } }: { sample: Sample }): Html {
  const lanes = producer?.value?.ledger;
  const sum = (of: "queued" | "acknowledged" | "failed") =>
    lanes?.reduce((total, lane) => total + lane[of], 0);
  const [queued, acknowledged, failed] = [sum("queued"), sum("acknowledged"), sum("failed")];
  const produced = lanes && queued! + acknowledged! + failed!;
  const totals = consumer?.value?.ledger.totals;
  const alarm = (value: number | undefined, tone: Tone) => value ? tone : "plain";
  return (
    <dl class="stats ledger">
      <Stat label="Produced" value={formatCount(produced)} />
      <Stat label="Acknowledged" value={formatCount(acknowledged)} />
      <Stat
        label="Failed"
        value={formatCount(failed)}
        tone={alarm(failed, "warn")}
        note={failed ? <Why producer={producer} /> : undefined}
      />
      <Stat label="Consumed" value={formatCount(totals?.consumed)} />
      <Stat label="Lost" value={formatCount(totals?.lost)} tone={alarm(totals?.lost, "bad")} />
      <Stat
        label="Duplicated"
        value={formatCount(totals?.duplicated)}
        tone={alarm(totals?.duplicated, "warn")}
      />
      <Stat
        label="Reordered"
        value={formatCount(totals?.reordered)}
        tone={alarm(totals?.reordered, "warn")}
      />
      <Stat label="Redelivered" value={formatCount(totals?.redelivered)} />
    </dl>
  );
}
