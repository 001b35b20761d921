import { h } from 'preact';
import { short } from '../../../../reports/numbers.js';
import type { FeatureDetail, ModelDetail } from '../apiTypes.js';
import type { App } from '../app.js';
import { featurePath, type Answer } from '../ask.js';
import { statisticTexts } from '../statisticTexts.js';
import { Lazy } from './lazy.js';
import { Share } from './numbers.js';

interface FoldProps {
  readonly app: App;
  readonly detail: ModelDetail;
  readonly feature: string;
  readonly window: string;
}

/** Every statistic of one window, on demand. */
export function StatisticsFold({ app, detail, feature, window }: FoldProps) {
  const end = detail.windows.find((one) => one.window === window)?.to ?? '';
  return (
    <details class="data">
      <summary>Every statistic of the last {window}</summary>
      <Lazy<FeatureDetail>
        answers={app.answers}
        name={`feature ${feature}`}
        version={`${end} ${detail.last_success ?? ''}`}
        path={featurePath(detail.model, feature)}
        draw={(answer) => drawn(answer, window)}
      />
    </details>
  );
}

function drawn(answer: Answer<FeatureDetail> | undefined, window: string) {
  if (answer === undefined) return <p class="muted">Asking…</p>;
  if (answer.value === undefined) return <p class="muted">{answer.problem.message}</p>;
  const found = answer.value.windows.find((one) => one.window === window);
  if (found === undefined) return <p class="muted">There is no result of this window.</p>;
  const known = statisticTexts.filter(({ id }) => found.statistics[id] !== undefined);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Statistic</th>
          <th scope="col">Values</th>
        </tr>
      </thead>
      <tbody>
        {known.map(({ id, title, description }) => (
          <tr key={id}>
            <th scope="row" title={description}>
              {title}
            </th>
            <td>
              {Object.entries(found.statistics[id] ?? {}).map(([key, value]) => (
                <div key={key}>
                  <span class="muted">{key.replaceAll('_', ' ')}</span>{' '}
                  <span title={String(value)}>
                    {typeof value === 'number' ? short(value) : String(value)}
                  </span>
                </div>
              ))}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">Not seen in the reference</th>
          <td>
            <Share value={found.unseen_ratio} />
          </td>
        </tr>
        <tr>
          <th scope="row">Out of the reference’s range</th>
          <td>
            <Share value={found.out_of_range_ratio} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
