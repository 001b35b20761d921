import type { Severity } from '../../detection/result.js';
import { severityRank } from '../../reports/models.js';
import type { ModelState } from '../../monitor/state.js';
import { worstWindow } from '../../monitor/worstWindow.js';
import type { FeatureEpisodes } from './episodes.js';

const MARKS: Readonly<Record<Severity, string>> = {
  critical: '!!',
  significant: '! ',
  small: '· ',
  none: '  ',
  inconclusive: '? ',
};
const DAY = 86_400_000;

/** What a monitor says once a model has been looked at: what has drifted now and since when, and what has before. */
export function firstResults(state: ModelState, episodes: readonly FeatureEpisodes[]): string {
  const { model, failure, watermark, reference } = state;
  if (reference === undefined) return `${model}: ${failure?.message ?? 'not checked'}\n`;
  const drifting = [...state.active].filter(([, { active }]) => active).map(([feature]) => feature);
  const lines = drifting
    .map((feature) => ({
      feature,
      worst: worstWindow(state, feature),
      since: state.active.get(feature)?.since,
    }))
    .sort(
      (a, b) =>
        severityRank(b.worst?.result.severity ?? 'none') - severityRank(a.worst?.result.severity ?? 'none') ||
        (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0),
    )
    .map(({ feature, worst, since }) => {
      const why = worst === undefined ? 'calming down' : `${worst.window.name}: ${worst.result.reason}`;
      return `  ${MARKS[worst?.result.severity ?? 'none']} ${feature} since ${since === undefined ? '?' : minute(since)} · ${why}`;
    });
  const past = episodes.map(
    ({ feature, count, total, longest }) =>
      `     ${feature}: ${days(total)} in ${count === 1 ? 'one stretch' : `${count} stretches`}, the longest from ${date(longest.from)} to ${date(longest.to)}`,
  );
  return [
    `${model}: ${drifting.length} of ${reference.features.length} features drift` +
      ` (reference ${reference.version}, ${watermark === undefined ? 'there are no rows yet' : `data until ${minute(watermark)}`})`,
    ...lines,
    ...(past.length === 0 ? [] : ['  so far, in all:', ...past]),
    ...(failure === undefined ? [] : [`  the last check failed: ${failure.message}`]),
    '',
  ].join('\n');
}

function days(time: number): string {
  const whole = Math.max(1, Math.round(time / DAY));
  return whole === 1 ? 'a day' : `${whole} days`;
}

function minute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function date(time: Date): string {
  return time.toISOString().slice(0, 10);
}
