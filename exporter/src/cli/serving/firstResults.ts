import type { Severity } from '../../detection/result.js';
import type { ModelState } from '../../monitor/state.js';

const MARKS: Readonly<Record<Severity, string>> = {
  critical: '!!',
  significant: '! ',
  small: '· ',
  none: '  ',
  inconclusive: '? ',
};

/** What a monitor says once every model has been looked at: what has drifted, and since when. */
export function firstResults(states: readonly ModelState[]): string {
  return states.map(modelResults).join('\n');
}

function modelResults(state: ModelState): string {
  const { model, failure, watermark, reference, active } = state;
  if (reference === undefined) return `${model}: ${failure?.message ?? 'not checked'}\n`;
  const drifting = [...active].filter(([, { active: isActive }]) => isActive);
  const head =
    drifting.length === 0
      ? `no feature drifts`
      : `${drifting.length} of ${reference.features.length} features drift`;
  const until = watermark === undefined ? 'there are no rows yet' : `data until ${minute(watermark)}`;
  const lines = drifting
    .map(([feature, { since }]) => ({ feature, since, worst: worstWindow(state, feature) }))
    .sort((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0))
    .map(
      ({ feature, since, worst }) =>
        `  ${MARKS[worst?.severity ?? 'none']} ${feature} since ${since === undefined ? '?' : minute(since)}${worst === undefined ? '' : `; ${worst.window}: ${worst.reason}`}`,
    );
  const problem = failure === undefined ? [] : [`  the last check failed: ${failure.message}`];
  return [`${model}: ${head} (reference ${reference.version}, ${until})`, ...lines, ...problem, ''].join(
    '\n',
  );
}

/** The result of the longest window that tells of drift, since it is the steadiest. */
function worstWindow(
  { windows }: ModelState,
  feature: string,
): { window: string; severity: Severity; reason: string } | undefined {
  const found = windows
    .map(({ name, features }) => ({ name, result: features.find((result) => result.feature === feature) }))
    .findLast(({ result }) => result?.drifted === true);
  return (
    found?.result && { window: found.name, severity: found.result.severity, reason: found.result.reason }
  );
}

function minute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
