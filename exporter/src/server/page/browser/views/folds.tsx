import { h } from 'preact';
import { plural } from '../../../../reports/summary.js';
import { plainLine } from '../../../../reports/text.js';
import type { ModelDetail } from '../apiTypes.js';
import { Named } from './named.js';

/** Features that could not be checked, and columns that were left out, each with the reason. */
export function Folds({ detail: { failed, excluded } }: { readonly detail: ModelDetail }) {
  return (
    <div class="folds">
      {failed.length > 0 && (
        <Fold
          title={`${plural(failed.length, 'feature')} could not be checked`}
          items={failed.map(({ feature, error }) => [feature, error] as const)}
          open
        />
      )}
      {excluded.length > 0 && (
        <Fold
          title={`${plural(excluded.length, 'column')} left out`}
          items={excluded.map(({ feature, reason }) => [feature, reason] as const)}
        />
      )}
    </div>
  );
}

interface FoldProps {
  readonly title: string;
  readonly items: readonly (readonly [name: string, why: string])[];
  readonly open?: boolean;
}

function Fold({ title, items, open = false }: FoldProps) {
  return (
    <details class="card fold" open={open}>
      <summary>{title}</summary>
      <table>
        <thead class="hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {items.map(([name, why], index) => (
            <tr key={`${index} ${name}`}>
              <th scope="row">
                <Named text={name} />
              </th>
              <td class="muted">{plainLine(why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
