/** The look of the page: light or dark as the reader has it, readable on a phone; colours never say anything alone. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --page: #fff; --box: #f6f8fa; --line: #d0d7de;
  --green: #1a7f37; --green-box: #dafbe1; --warning: #7d4e00; --warning-box: #fff8c5; --red: #b31d28; --red-box: #ffebe9; --blue: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --page: #0d1117; --box: #161b22; --line: #3d444d;
  --green: #56d364; --green-box: #12361f; --warning: #e3b341; --warning-box: #3a2d0c; --red: #ff7b72; --red-box: #4a1719; --blue: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
code, pre, .names { font-family: ui-monospace, monospace; font-size: .85em; }
pre { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: .6rem; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { color: var(--soft); font-weight: 600; }
.wide { overflow-x: auto; }
.totals { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
.totals li { border: 1px solid var(--line); border-radius: 6px; padding: .25rem .75rem; background: var(--box); }
.cell { display: inline-block; min-width: 1.6rem; margin: 1px; border: 1px solid; border-radius: 4px; text-align: center; text-decoration: none; }
.green { color: var(--green); background: var(--green-box); } .warning { color: var(--warning); background: var(--warning-box); }
.red { color: var(--red); background: var(--red-box); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .3rem .6rem; }
details:has(:target) { outline: 2px solid var(--blue); }
:target { scroll-margin-top: 4rem; }
summary { cursor: pointer; }
.plain { padding: 0; list-style: none; } a { color: var(--blue); }
.short { white-space: nowrap; }
.mark { display: inline-block; min-width: 1.6rem; text-align: center; border-radius: 4px; }
.soft { color: var(--soft); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .5rem; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg .state { fill: var(--box); stroke: var(--line); } svg .never { stroke-dasharray: 4 3; }
svg .ran { fill: var(--green-box); stroke: var(--green); } svg .compensation.ran { fill: var(--warning-box); stroke: var(--warning); }
svg .way { fill: none; stroke: var(--soft); } svg .catch { stroke-dasharray: 4 3; }
svg .count { fill: var(--soft); font-size: 11px; }
@media (max-width: 40rem) {
  th, td { padding: .25rem; } body { padding: .5rem; }
  .grid thead, .timeline thead { display: none; }
  .grid tr, .timeline tr { display: flex; flex-wrap: wrap; gap: 0 .6rem; border-bottom: 1px solid var(--line); }
  .grid tr > *, .timeline td { border: 0; } .grid th { flex: 1 0 100%; }
  .timeline td:empty { display: none; } .timeline td:nth-child(2)::before { content: "took "; }
}
`;
