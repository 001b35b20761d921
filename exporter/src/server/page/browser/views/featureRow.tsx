import { Component, Fragment, h } from 'preact';
import type { ModelDetail } from '../apiTypes.js';
import type { App } from '../app.js';
import { isAskable } from '../ask.js';
import type { Row } from '../rows.js';
import { Chip } from './chip.js';
import { FeatureDetails } from './featureDetails.js';
import { Named } from './named.js';
import { ScoreBar } from './scoreBar.js';
import { Sparkline } from './sparkline.js';
import { Day, When } from './when.js';
import { WindowCell } from './windowCell.js';

export interface RowProps {
  readonly app: App;
  readonly detail: ModelDetail;
  readonly row: Row;
  readonly isOpen: boolean;
  /** Window that details show, if the viewer has chosen one. */
  readonly window: string | undefined;
  readonly days: number;
  /** Window of the small trends. */
  readonly trend: string | undefined;
  readonly dark: boolean;
}

const watched = ['detail', 'row', 'isOpen', 'trend'] as const;
const watchedOpen = ['window', 'days', 'dark'] as const;

/** One feature, and below it what is known of it, once it is opened. */
export class FeatureRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const keys = next.isOpen ? [...watched, ...watchedOpen] : watched;
    return keys.some((key) => next[key] !== this.props[key]);
  }

  override render(props: RowProps) {
    const { app, detail, row, isOpen, trend } = props;
    const { feature, worst, verdicts } = row;
    const name = feature.feature;
    const id = `details-${row.place}`;
    return (
      <Fragment>
        <tr class={isOpen ? 'open' : ''}>
          <th scope="row">
            <button
              type="button"
              class="opens"
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={() => app.toggle(name)}
            >
              <Named text={name} limit={48} />
            </button>
            <div class="under">
              <Standing row={row} />
            </div>
          </th>
          <td class="optional">
            {worst === undefined ? <span class="muted">–</span> : <Chip severity={worst.severity} />}
          </td>
          {verdicts.map((verdict, index) => (
            <WindowCell
              key={detail.windows[index]?.window}
              verdict={verdict}
              isWorst={verdict === worst && row.rank > 0}
              inspect={(window) => app.inspect(name, window)}
            />
          ))}
          <td class="optional">
            {worst !== undefined && <ScoreBar verdict={worst} thresholds={feature.thresholds} />}
          </td>
          <td class="optional wide-only">
            {feature.active ? (
              feature.active_since === null ? (
                'drifting'
              ) : (
                <When at={feature.active_since} />
              )
            ) : (
              <span class="muted">–</span>
            )}
          </td>
          <td class="optional roomy">
            {trend !== undefined && isAskable(name) && (
              <Sparkline app={app} detail={detail} feature={feature} window={trend} />
            )}
          </td>
        </tr>
        {isOpen && (
          <tr class="details">
            <td colSpan={verdicts.length + 5} id={id}>
              <FeatureDetails {...props} />
            </td>
          </tr>
        )}
      </Fragment>
    );
  }
}

/** The verdict where there is no room for columns of its own. */
function Standing({ row: { feature, worst } }: { readonly row: Row }) {
  return (
    <span>
      <span class="narrow-only">
        {worst !== undefined && worst.severity !== 'none' && <Chip severity={worst.severity} />}{' '}
      </span>
      {feature.active && (
        <span class="since">
          drifting
          {feature.active_since !== null && (
            <span>
              {' '}
              since <Day at={feature.active_since} />
            </span>
          )}
        </span>
      )}
    </span>
  );
}
