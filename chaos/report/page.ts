import { escapeXml } from "../../scripts/cli/escape_xml.ts";

const STYLE = `
:root { color-scheme: light dark; --line: #0b62c4; --fault: #c0271f; --ok: #1a7f37; --dim: #5c6370 }
@media (prefers-color-scheme: dark) {
  :root { --line: #6cb0ff; --fault: #ff8a80; --ok: #4ac26b; --dim: #aab }
}
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: break-word }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #8884; vertical-align: top }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.passed { color: var(--ok) } .failed { color: var(--fault) } .skipped { color: var(--dim) }
figure { margin: 1rem 0 } .most, .ticks { color: var(--dim); font-size: .8rem }
svg { display: block; width: 100%; height: 5rem }
.line { fill: none; stroke: var(--line); stroke-width: 1.5 }
.fault { fill: var(--fault); opacity: .22 } .axis { stroke: #8888 }
.ticks { display: flex; justify-content: space-between }
a { color: var(--line) }
dl { display: flex; flex-wrap: wrap; gap: .6rem 1.6rem }
dt { color: var(--dim); font-size: .8rem } dd { margin: 0; font-variant-numeric: tabular-nums }
section { margin-top: 3rem }
@media (max-width: 40rem) {
  th, td { padding-right: .3rem; padding-left: .3rem }
  .minor { display: none }
  .faults tr:first-child { display: none }
  .faults tr { display: block; padding: .5rem 0; border-bottom: 1px solid #8884 }
  .faults td { display: block; border: 0; padding: .1rem 0; text-align: left }
}
`;

/** A page that needs nothing else. @param body as HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeXml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeXml(title)}</h1>
${body}
</body></html>
`;
}
