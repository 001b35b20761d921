import { Fragment, h } from 'preact';
import { whole } from '../../../../reports/numbers.js';
import type { App } from '../app.js';
import type { FleetShard } from '../apiTypes.js';
import { isStale } from '../state.js';
import { serverNow } from '../ask.js';
import { Connection } from './connection.js';
import { FeatureSection } from './featureSection.js';
import { Folds } from './folds.js';
import { Links } from './links.js';
import { ModelHeader } from './modelHeader.js';
import { ModelList } from './modelList.js';
import { Named } from './named.js';
import { SegmentFold } from './segmentFold.js';

/** The whole page. */
export function Page({ app }: { readonly app: App }) {
  const { state } = app;
  const { models, detail, rows, view, announcement } = state;
  document.title = title(app);
  return (
    <Fragment>
      {rows.length > 0 && (
        <nav aria-label="Within the page">
          <a class="skip" href="#main" onClick={skip}>
            Skip to the features
          </a>
        </nav>
      )}
      <main>
        <Connection app={app} />
        <p class="hidden" role="status">
          {announcement}
        </p>
        {state.shard !== undefined && <Shard shard={state.shard} />}
        {models !== undefined && models.length > 1 && <ModelList app={app} models={models} />}
        {detail !== undefined && models !== undefined && models.length > 0 && isShown(app) && (
          <article class={isStale(detail, serverNow()) ? 'stale' : ''}>
            <ModelHeader detail={detail} rows={state.rows} />
            <FeatureSection app={app} detail={detail} />
            <SegmentFold detail={detail} />
            <Folds detail={detail} />
          </article>
        )}
        {models?.length === 0 && state.shard === undefined && <NoModels />}
        {models !== undefined && models.length > 0 && !isShown(app) && (
          <Missing name={view.model} known={models.some(({ model }) => model === view.model)} />
        )}
      </main>
      <Links app={app} />
    </Fragment>
  );
}

function isShown({ state: { view, detail } }: App): boolean {
  return detail !== undefined && (view.model === undefined || view.model === detail.model);
}

function title({ state: { detail, problem } }: App): string {
  if (detail === undefined) return 'Drift';
  const count = detail.active_features;
  const said = problem !== undefined ? 'no connection' : count === 0 ? 'no drift' : `${count} drifting`;
  return `${said} · ${detail.model.slice(0, 60)}`;
}

function NoModels() {
  return (
    <section>
      <p class="eyebrow">Drift</p>
      <h1>No model is configured</h1>
      <p class="lead">
        List your models under <code>models:</code> in <code>monitoring_config.yaml</code> and load the
        configuration again, by <code>POST /-/reload</code> or a restart. This page will show them by itself.
      </p>
    </section>
  );
}

/** Which part of a fleet this is. */
function Shard({ shard: { name, elsewhere } }: { readonly shard: FleetShard }) {
  const [index = '', count = ''] = name.split('/');
  const many = elsewhere.length === 1 ? '1 more model is' : `${whole(elsewhere.length)} more models are`;
  return (
    <p class="lead">
      This is shard {index} of {count}: {many} watched elsewhere.
    </p>
  );
}

function Missing({ name, known }: { readonly name: string | undefined; readonly known: boolean }) {
  if (known || name === undefined) return <p class="lead">Loading the features…</p>;
  return (
    <section>
      <h1>
        There is no model <Named text={name} />
      </h1>
      <p class="lead">
        It may have been renamed or removed from the configuration. <a href="#">Show what there is</a>
      </p>
    </section>
  );
}

/** The fragment holds the view, so that the browser's own jump would lose it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
