import { Component, h } from 'preact';
import { whole } from '../../../../reports/numbers.js';
import type { ModelDetail } from '../apiTypes.js';
import type { App } from '../app.js';
import { isFiltered, selectRows, type Row } from '../rows.js';
import { PAGE, type PageState } from '../state.js';
import { Controls } from './controls.js';
import { FeatureTable } from './featureTable.js';
import { Legend } from './legend.js';

interface SectionProps {
  readonly app: App;
  readonly detail: ModelDetail;
}

/** The features: controls, the table, and how many of them it shows. */
export class FeatureSection extends Component<SectionProps> {
  #selected:
    | { readonly rows: PageState['rows']; readonly view: PageState['view']; readonly result: Row[] }
    | undefined;

  #select({ rows, view }: PageState): Row[] {
    if (this.#selected?.rows !== rows || this.#selected.view !== view) {
      this.#selected = { rows, view, result: selectRows(rows, view) };
    }
    return this.#selected.result;
  }

  override render({ app, detail }: SectionProps) {
    const { state } = app;
    if (detail.features.length === 0) return <section id="main" tabIndex={-1} />;
    const selected = this.#select(state);
    const shown = withOpen(selected, state);
    return (
      <section id="main" tabIndex={-1} aria-label="Features">
        <h2>Features</h2>
        <Controls app={app} said={count(selected.length, detail.features.length, state)} />
        {selected.length === 0 ? (
          <p class="lead">
            No feature passes the filter.{' '}
            <button type="button" onClick={() => app.change({ text: '', least: -1, activeOnly: false })}>
              Show all {whole(detail.features.length)}
            </button>
          </p>
        ) : (
          <FeatureTable app={app} detail={detail} rows={shown} />
        )}
        {shown.length < selected.length && (
          <p class="more">
            {whole(shown.length)} of {whole(selected.length)} shown.{' '}
            <button type="button" onClick={() => app.more(PAGE)}>
              Show {Math.min(PAGE, selected.length - shown.length)} more
            </button>{' '}
            <button type="button" onClick={() => app.more(selected.length)}>
              Show all
            </button>
          </p>
        )}
        <Legend detail={detail} />
      </section>
    );
  }
}

/** The first rows, and those with open details wherever they stand: a link to one of them must lead to it. */
function withOpen(rows: readonly Row[], { view, limit }: PageState): Row[] {
  const beyond = rows.slice(limit).filter(({ feature }) => view.open.includes(feature.feature));
  return [...rows.slice(0, limit), ...beyond];
}

function count(selected: number, all: number, { view }: PageState): string {
  return isFiltered(view)
    ? `${whole(selected)} of ${whole(all)} features`
    : `${whole(all)} feature${all === 1 ? '' : 's'}`;
}
