import { h } from 'preact';
import { score } from '../../../../reports/numbers.js';
import type { FeatureSummary, ModelDetail } from '../apiTypes.js';
import type { App } from '../app.js';
import type { Answer } from '../ask.js';
import { historyRequest, type History } from '../historyRequest.js';
import { pointEffect, trendLine, trendSummary } from '../trendLine.js';
import { Lazy } from './lazy.js';

const SIZE = { width: 112, height: 26 };
const DAYS = 7;

interface SparklineProps {
  readonly app: App;
  readonly detail: ModelDetail;
  readonly feature: FeatureSummary;
  readonly window: string;
}

/** A feature's PSI over the last days, small. */
export function Sparkline({ app, detail, feature, window }: SparklineProps) {
  return (
    <Lazy<History>
      answers={app.answers}
      {...historyRequest(detail, feature.feature, window, DAYS)}
      class="sparkline"
      draw={(answer) => drawn(answer, feature)}
    />
  );
}

function drawn(answer: Answer<History> | undefined, { thresholds }: FeatureSummary) {
  if (answer === undefined) return null;
  if (answer.value === undefined)
    return (
      <span class="muted small" title={answer.problem.message}>
        no trend
      </span>
    );
  const { points } = answer.value;
  const { first, last, highest } = trendSummary(points);
  if (first === undefined || last === undefined || highest === undefined)
    return <span class="muted small">no history</span>;
  const line = trendLine(points, thresholds, SIZE);
  const end = line.points.at(-1);
  const said = (point: typeof first): string => score(pointEffect(point) ?? 0);
  return (
    <svg
      width={SIZE.width + 8}
      height={SIZE.height + 8}
      viewBox={`-4 -4 ${SIZE.width + 8} ${SIZE.height + 8}`}
      role="img"
      aria-label={`PSI from ${said(first)} to ${said(last)}, at most ${said(highest)}`}
    >
      {thresholds !== null && <path class="threshold" d={`M0 ${line.y(thresholds.small)}H${SIZE.width}`} />}
      <path class="line" d={line.psi} />
      {end !== undefined && <circle class={`m-${end.point.severity}`} cx={end.x} cy={end.y} r="2.8" />}
    </svg>
  );
}
