import type { JsonValue } from '../../../../../shared/kernel/errors';
import type { NamedCheck } from '../../verify-result';
import type { AuditEvent, EventDetail } from '../audit-event';
import type { ChecklistItem } from '../checklist-item';
import type { MigrationReport } from './gather-report';
import { Html, html } from './html';
import { reportStyle } from './report-style';

/** The report as one page that needs nothing beside it: to read, to print, to keep. */
export function reportPage(report: MigrationReport): string {
  const { database, at, by, lectern, verify } = report;
  const verdict = verify.ok
    ? 'Every check passes.'
    : `${verify.checks.filter((check) => !check.ok).length} checks complain.`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Migration report: ${database}</title>
        <style>
          ${new Html(reportStyle)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>Migration report</h1>
            <p class="where">${database} · ${serverName(report)}</p>
            <p class="${verify.ok ? 'verdict good' : 'verdict bad'}">${verdict}</p>
            <p class="quiet">
              Written ${readable(at)} by ${by} with Lectern ${lectern}. Times are UTC.
            </p>
          </header>
          ${checksSection(verify.checks)} ${stepsSection(report)} ${checklistSection(report)}
          ${historySection(report.events)}
        </main>
      </body>
    </html> `;
  return page.text;
}

function serverName({ engine, server }: MigrationReport): string {
  return `${engine === 'postgres' ? 'PostgreSQL' : 'SQLite'} ${server}`;
}

function checksSection(checks: readonly NamedCheck[]): Html {
  const rows = checks.map(
    (check) =>
      html`<tr>
        <td>${mark(check.ok)}</td>
        <td><code>${check.name}</code></td>
        <td class="number">${check.complaints}</td>
        <td>${check.information ?? ''}${samples(check.samples)}</td>
      </tr>`,
  );
  return html`<section>
    <h2>Checks</h2>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>Check</th>
          <th class="number">Complaints</th>
          <th>Samples</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function samples(lines: readonly string[]): Html {
  if (lines.length === 0) return html``;
  return html`<ul>
    ${lines.map((line) => html`<li><code>${line}</code></li>`)}
  </ul>`;
}

function stepsSection({ steps, drift }: MigrationReport): Html {
  const rows = steps.map(
    (step) =>
      html`<tr>
        <td><code>${step.name}</code><br /><span class="quiet">${step.summary}</span></td>
        <td>${step.state}</td>
        <td>${step.appliedAt === null ? '' : readable(step.appliedAt)}</td>
        <td class="number">${step.durationMs === null ? '' : `${step.durationMs} ms`}</td>
        <td class="number">${step.retries === 0 ? '' : step.retries}</td>
      </tr>`,
  );
  const differences = drift.map(
    (one) => html`<li><code>${one.object}</code>: ${one.found} instead of ${one.expected}</li>`,
  );
  return html`<section>
    <h2>Steps</h2>
    <table>
      <thead>
        <tr>
          <th>Step</th>
          <th>State</th>
          <th>Applied</th>
          <th class="number">Took</th>
          <th class="number">Retries</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${
      drift.length === 0
        ? html`<p>The schema is as the applied steps left it.</p>`
        : html`<p>The schema differs:</p>
            <ul>
              ${differences}
            </ul>`
    }
  </section>`;
}

function checklistSection({ checklist }: MigrationReport): Html {
  const rows = checklist.items.map((item) => checklistRow(item));
  return html`<section>
    <h2>Deployment checklist</h2>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>Item</th>
          <th>Found by</th>
          <th>Note</th>
          <th>Who, when</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function checklistRow({ name, kind, ok, note, by, at }: ChecklistItem): Html {
  return html`<tr>
    <td>${mark(ok)}</td>
    <td>${name}</td>
    <td>${kind === 'checked' ? 'Lectern' : 'a person'}</td>
    <td>${note}</td>
    <td>${by ?? ''}${at === null ? '' : html`<br />${readable(at)}`}</td>
  </tr>`;
}

function historySection(events: readonly AuditEvent[]): Html {
  const rows = events.map(
    (event) =>
      html`<tr>
        <td>${readable(event.at)}</td>
        <td>${event.who}</td>
        <td>${event.kind}</td>
        <td>${event.step === null ? '' : html`<code>${event.step}</code>`}</td>
        <td>${detailLines(event.detail)}</td>
      </tr>`,
  );
  return html`<section>
    <h2>History</h2>
    ${
      events.length === 0
        ? html`<p>Nothing has been done to this database yet.</p>`
        : html`<table>
            <thead>
              <tr>
                <th>When</th>
                <th>Who</th>
                <th>What</th>
                <th>Step</th>
                <th>Detail</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }
  </section>`;
}

function detailLines(detail: EventDetail): Html {
  const lines = Object.entries(detail).map(
    ([key, value]) => html`<div><span class="quiet">${key}</span> ${shown(value)}</div>`,
  );
  return html`${lines}`;
}

function shown(value: JsonValue): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((one: JsonValue) => shown(one)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${shown(inner)}`)
    .join(', ');
}

/** Said in words beside the colour. */
function mark(ok: boolean): Html {
  return ok ? html`<span class="good">ok</span>` : html`<span class="bad">open</span>`;
}

function readable(at: string): string {
  return at.replace('T', ' ').replace(/\.\d+Z$|Z$/, '');
}
