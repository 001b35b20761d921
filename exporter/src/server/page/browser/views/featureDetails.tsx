import { h } from 'preact';
import { marks } from '../../../../reports/marks.js';
import { score, short } from '../../../../reports/numbers.js';
import { plainLine } from '../../../../reports/text.js';
import type { FeatureSummary } from '../apiTypes.js';
import { isAskable } from '../ask.js';
import { verdictEffect } from '../rows.js';
import type { RowProps } from './featureRow.js';
import { Named } from './named.js';
import { Overlay } from './overlay.js';
import { StatisticsFold } from './statisticsFold.js';
import { TrendFigure } from './trendFigure.js';
import { WindowTable } from './windowTable.js';

/** All there is to say about one feature, with pictures of one window: the chosen one, else the worst. */
export function FeatureDetails(props: RowProps) {
  const { app, detail, row, window } = props;
  const { feature, worst } = row;
  const name = feature.feature;
  const verdict = feature.windows.find((one) => one.window === window) ?? worst;
  if (verdict === undefined) {
    return (
      <div class="body">There is no result of this feature yet; see the notes at the top of the page.</div>
    );
  }
  return (
    <div class="body" role="region" aria-label={`Details of ${plainLine(name).slice(0, 60)}`}>
      <h3 class="hidden">
        <Named text={name} />
      </h3>
      <div class="tabs" role="group" aria-label="Window">
        {feature.windows.map((one) => {
          const { value } = verdictEffect(one);
          return (
            <button
              key={one.window}
              type="button"
              aria-pressed={one === verdict}
              onClick={() => app.adjust({ window: one.window })}
            >
              <b>{one.window}</b>{' '}
              <i class={`s-${one.severity}`}>
                {marks[one.severity]} {value === null || one.severity === 'inconclusive' ? '' : score(value)}
              </i>
              <span class="hidden"> {one.severity}</span>
            </button>
          );
        })}
      </div>
      <p class="reason">
        <b>{verdict.severity}</b> over the last {verdict.window}: {plainLine(verdict.reason)}
      </p>
      <div class="columns">
        <div>
          {isAskable(name) && <Overlay {...props} verdict={verdict} />}
          <Limits feature={feature} />
          {isAskable(name) && (
            <StatisticsFold app={app} detail={detail} feature={name} window={verdict.window} />
          )}
        </div>
        <div>
          {isAskable(name) && <TrendFigure {...props} verdict={verdict} />}
          <WindowTable feature={feature} chosen={verdict.window} />
        </div>
      </div>
      {!isAskable(name) && <p class="muted small">Pictures of a feature need a name to ask for.</p>}
    </div>
  );
}

function Limits({ feature: { thresholds, kind } }: { readonly feature: FeatureSummary }) {
  if (thresholds === null) return null;
  const { small, significant, critical } = thresholds;
  return (
    <p class="muted small limits">
      {kind}; small from {short(small)}, significant from {short(significant)},{' '}
      {critical === null ? 'never critical' : `critical from ${short(critical)}`}
    </p>
  );
}
