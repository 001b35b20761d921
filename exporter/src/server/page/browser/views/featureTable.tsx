import { h } from 'preact';
import { plainLine } from '../../../../reports/text.js';
import type { ModelDetail } from '../apiTypes.js';
import type { App } from '../app.js';
import type { Row } from '../rows.js';
import { localTime } from '../times.js';
import type { SortKey } from '../view.js';
import { FeatureRow } from './featureRow.js';

interface TableProps {
  readonly app: App;
  readonly detail: ModelDetail;
  readonly rows: readonly Row[];
}

/** Features by windows, side by side; details open below their row. */
export function FeatureTable({ app, detail, rows }: TableProps) {
  const { view } = app.state;
  const trend = trendWindow(detail, view.window);
  return (
    <div class="card wide scroll" tabIndex={0} role="region" aria-label="Features by window">
      <table class="features" onKeyDown={walk}>
        <caption class="hidden">
          Features of {plainLine(detail.model)}: their verdict and their PSI in each window
        </caption>
        <thead>
          <tr>
            <Head app={app} sort="name" title="Feature" />
            <Head app={app} sort="severity" title="Verdict" class="optional" />
            {detail.windows.map(({ window, from, to }) => (
              <th
                key={window}
                scope="col"
                class="number"
                title={`PSI from ${localTime(from)} to ${localTime(to)}`}
              >
                {window}
              </th>
            ))}
            <Head app={app} sort="psi" title="Worst against its thresholds" class="optional" />
            <Head app={app} sort="since" title="Drifting since" class="optional wide-only" />
            <th scope="col" class="optional roomy">
              {trend === undefined ? 'Trend' : `${trend}, last 7 days`}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FeatureRow
              key={row.feature.feature}
              app={app}
              detail={detail}
              row={row}
              isOpen={view.open.includes(row.feature.feature)}
              window={view.window}
              days={view.days}
              trend={trend}
              dark={app.state.dark}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The window that is looked at, else the middle one: long enough to be calm, short enough to move. */
function trendWindow({ windows }: ModelDetail, chosen: string | undefined): string | undefined {
  const middle = windows[Math.floor(windows.length / 2)];
  return (windows.find(({ window }) => window === chosen) ?? middle)?.window;
}

interface HeadProps {
  readonly app: App;
  readonly sort: SortKey;
  readonly title: string;
  readonly class?: string;
}

function Head({ app, sort, title, class: className }: HeadProps) {
  const { view } = app.state;
  const isSorted = view.sort === sort;
  const isAscending = (sort === 'name') !== view.reversed;
  return (
    <th
      scope="col"
      class={className}
      aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" onClick={() => app.change({ sort, reversed: isSorted && !view.reversed })}>
        {title}
      </button>
    </th>
  );
}

/** Arrow keys lead from feature to feature. */
function walk(event: KeyboardEvent & { readonly currentTarget: HTMLTableElement }): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { target, currentTarget } = event;
  if (step === undefined || !(target instanceof HTMLElement) || !target.matches('.opens')) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>('.opens')];
  const next = all[all.indexOf(target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
