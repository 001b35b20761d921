import { Component, h } from 'preact';
import { score } from '../../../../reports/numbers.js';
import type { FeatureVerdict, ScorePoint } from '../apiTypes.js';
import type { Answer } from '../ask.js';
import { historyRequest, type History } from '../historyRequest.js';
import { localDay, localTime } from '../times.js';
import { pointEffect, trendLine, type TrendLine } from '../trendLine.js';
import { ranges } from '../view.js';
import type { RowProps } from './featureRow.js';
import { Lazy } from './lazy.js';
import { TREND, TrendPicture } from './trendPicture.js';

interface FigureProps extends RowProps {
  readonly verdict: FeatureVerdict;
}

/** PSI over time against the thresholds, with what is noise and what is usual. */
export function TrendFigure({ app, detail, row, verdict, days }: FigureProps) {
  const { feature } = row;
  return (
    <figure>
      <figcaption>
        <span>PSI of the last {verdict.window}, over</span>
        <span class="tabs small" role="group" aria-label="Days">
          {ranges.map((range) => (
            <button
              key={range}
              type="button"
              aria-pressed={range === days}
              onClick={() => app.adjust({ days: range })}
            >
              {range} d
            </button>
          ))}
        </span>
        <span>
          <i class="dashed" />
          noise floor
        </span>
        <span>
          <i class="dotted" />
          usual
        </span>
      </figcaption>
      <Lazy<History>
        answers={app.answers}
        {...historyRequest(detail, feature.feature, verdict.window, days)}
        class="trend"
        draw={(answer) => <Trend answer={answer} thresholds={feature.thresholds} />}
      />
    </figure>
  );
}

interface TrendProps {
  readonly answer: Answer<History> | undefined;
  readonly thresholds: RowProps['row']['feature']['thresholds'];
}

/** The picture, and the point under the pointer in words. */
class Trend extends Component<TrendProps, { readonly at: number | undefined }> {
  override state: { readonly at: number | undefined } = { at: undefined };

  #point(event: PointerEvent & { readonly currentTarget: HTMLElement }, line: TrendLine): void {
    const picture = event.currentTarget.querySelector('svg')?.getBoundingClientRect();
    if (picture === undefined) return;
    const { left, width } = picture;
    // the plot begins after the labels; the picture is drawn at any width
    const x = ((event.clientX - left) / width) * (TREND.width + 46) - 40;
    const nearest = line.points.reduce(
      (best, { x: at }, index) =>
        Math.abs(at - x) < Math.abs((line.points[best]?.x ?? Infinity) - x) ? index : best,
      0,
    );
    if (nearest !== this.state.at) this.setState({ at: nearest });
  }

  override render({ answer, thresholds }: TrendProps) {
    if (answer === undefined) return <p class="muted small">Asking for the history…</p>;
    if (answer.value === undefined) return <p class="muted small">{answer.problem.message}</p>;
    const { points } = answer.value;
    const line = trendLine(points, thresholds, TREND);
    if (line.points.length === 0) return <p class="muted small">No scores have been kept of this time.</p>;
    const { at } = this.state;
    const marked = at === undefined ? undefined : line.points[at];
    return (
      <div
        onPointerMove={(event) => this.#point(event, line)}
        onPointerLeave={() => this.setState({ at: undefined })}
      >
        <TrendPicture line={line} thresholds={thresholds} marked={marked} />
        <p class="muted small readout">
          {marked === undefined
            ? `${localDay(line.from)} to ${localDay(line.to)}, in your time zone`
            : words(marked.point)}
        </p>
        <details class="data">
          <summary>Numbers behind the line</summary>
          <Numbers points={points} />
        </details>
      </div>
    );
  }
}

function words(point: ScorePoint): string {
  return `${localTime(point.to)}: PSI ${score(pointEffect(point) ?? 0)}, ${point.severity}`;
}

const NUMBERS = 48;

function Numbers({ points }: { readonly points: readonly ScorePoint[] }) {
  const shown = points.slice(-NUMBERS).reverse();
  return (
    <div>
      <table>
        <thead>
          <tr>
            <th scope="col">Window’s end</th>
            <th scope="col" class="number">
              PSI
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => (
            <tr key={point.to}>
              <th scope="row">{localTime(point.to)}</th>
              <td class="number">{pointEffect(point) === null ? '–' : score(pointEffect(point) ?? 0)}</td>
              <td>{point.severity}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {points.length > NUMBERS && (
        <p class="muted">
          The newest {NUMBERS} of {points.length}.
        </p>
      )}
    </div>
  );
}
