/** The look of a report: quiet, for screen and paper, light and dark. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #5c6570; --line: #d8dce1; --paper: #fff;
  --good: #1a6b3c; --bad: #a3261c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --quiet: #9aa3ad; --line: #3a4048; --paper: #16191d; --good: #6fcf97; --bad: #ff8f85; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 14px/21px system-ui, -apple-system, 'Segoe UI', sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 26px; line-height: 32px; margin: 0 0 4px; }
h2 { font-size: 18px; line-height: 24px; margin: 40px 0 8px; }
p { margin: 0 0 8px; }
.where { font-size: 16px; }
.quiet { color: var(--quiet); }
.verdict { font-size: 18px; font-weight: 600; margin-top: 16px; }
.good { color: var(--good); }
.bad { color: var(--bad); font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
code { font: 13px/19px ui-monospace, 'SF Mono', Consolas, monospace; }
ul { margin: 4px 0 0; padding-left: 18px; }
@media print { main { max-width: none; padding: 0; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
`;
