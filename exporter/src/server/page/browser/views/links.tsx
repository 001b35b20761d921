import { h } from 'preact';
import type { App } from '../app.js';
import { modelPath } from '../ask.js';
import { INTERVAL } from '../refresher.js';

const DAY = 86_400_000;

/** Where else to look. */
export function Links({ app: { state } }: { readonly app: App }) {
  const { detail } = state;
  return (
    <footer>
      <nav aria-label="Elsewhere">
        <ul class="links">
          {detail?.newest_row != null &&
            [1, 7, 30].map((days) => (
              <li key={days}>
                <a href={reportPath(detail.model, detail.newest_row ?? '', days)}>
                  Report on {days === 1 ? 'the last day' : `${days} days`}
                </a>
              </li>
            ))}
          <li>
            <a href="metrics">Metrics</a>
          </li>
          <li>
            <a href="api/v1/openapi.json">API</a>
          </li>
          <li>
            <a href="api/v1/audit">Audit log</a> (admins)
          </li>
        </ul>
      </nav>
      <p>
        The page looks for news every {INTERVAL / 1_000} s while it is visible. Hover over numbers for exact
        values.
      </p>
    </footer>
  );
}

function reportPath(model: string, newest: string, days: number): string {
  // the end is exclusive, and the newest row belongs to it
  const to = Date.parse(newest) + 1;
  const range = new URLSearchParams({
    from: new Date(to - days * DAY).toISOString(),
    to: new Date(to).toISOString(),
  });
  return `${modelPath(model)}/report?${range.toString()}`;
}
