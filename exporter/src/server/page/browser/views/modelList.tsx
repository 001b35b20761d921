import { h } from 'preact';
import { whole } from '../../../../reports/numbers.js';
import type { ModelSummary } from '../apiTypes.js';
import type { App } from '../app.js';
import { serverNow } from '../ask.js';
import { byUrgency, isStale } from '../state.js';
import { initialView, writeView } from '../view.js';
import { Chip } from './chip.js';
import { Named } from './named.js';
import { Ago } from './when.js';

/** Every model and how it stands; the one that is looked at is marked. */
export function ModelList({ app, models }: { readonly app: App; readonly models: readonly ModelSummary[] }) {
  const chosen = app.state.view.model ?? app.state.detail?.model;
  return (
    <nav aria-label="Models">
      <h2 class="first">{whole(models.length)} models</h2>
      <div class="card wide scroll models-scroll" tabIndex={0} role="region" aria-label="Models">
        <table class="model-list">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Worst</th>
              <th scope="col" class="number">
                Drifting
              </th>
              <th scope="col" class="optional">
                Newest row
              </th>
              <th scope="col">Last check</th>
            </tr>
          </thead>
          <tbody>
            {byUrgency(models).map((model) => (
              <tr key={model.model} class={model.model === chosen ? 'chosen' : ''}>
                <th scope="row">
                  <a
                    href={`#${writeView({ ...initialView, model: model.model })}`}
                    aria-current={model.model === chosen ? 'true' : undefined}
                  >
                    <Named text={model.model} limit={40} />
                  </a>
                </th>
                <td>
                  {model.windows.length === 0 ? (
                    <span class="muted">–</span>
                  ) : (
                    <Chip severity={model.severity} />
                  )}
                </td>
                <td class="number">{whole(model.active_features)}</td>
                <td class="optional">{model.newest_row === null ? '–' : <Ago at={model.newest_row} />}</td>
                <td>
                  <LastCheck model={model} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </nav>
  );
}

function LastCheck({ model }: { readonly model: ModelSummary }) {
  if (model.failure !== null) return <b class="failing">failing</b>;
  if (model.progress !== null) return <span>catching up</span>;
  if (model.last_success === null) return <span class="muted">not yet</span>;
  return (
    <span>
      <Ago at={model.last_success} />
      {isStale(model, serverNow()) && <b class="failing">, stale</b>}
    </span>
  );
}
