import { scoreText, shareText } from '../../drawing/numbers';
import type { Bar } from './bar';
import type { AttributionData } from './prepare';

const MEASURES: Readonly<Record<AttributionData['measure'], string>> = {
  score: 'score',
  share: 'share of the drift',
  importance: 'importance to the model',
};

export function measureWords({ measure }: Pick<AttributionData, 'measure'>): string {
  return MEASURES[measure];
}

/** A value of the measure; shares are percentages where their field has no unit of its own. */
export function valueText(
  value: number,
  { measure, isOfField }: AttributionData,
  { field }: Pick<Bar, 'field'>
): string {
  if (measure === 'score') {
    return scoreText(value, field);
  }
  const { unit, mappings = [] } = field.config;
  return isOfField && (unit !== undefined || mappings.length > 0) ? scoreText(value, field) : shareText(value);
}

/** What a bar's colour and ticks say, in words that follow its value. */
export function barWords(bar: Bar, data: AttributionData): string {
  const { score, severity, isEvident, noiseFloor, reference } = bar;
  return [
    ...(reference === null ? [] : [`in the reference ${valueText(reference, data, bar)}`]),
    ...(score === null ? [] : [severity === 'none' && !isEvident ? 'within chance' : `severity ${severity}`]),
    ...(data.measure === 'score' && noiseFloor !== null ? [`noise floor ${scoreText(noiseFloor, bar.field)}`] : []),
  ]
    .map((words) => `, ${words}`)
    .join('');
}

/** The finding: what leads, and how much is not drawn. */
export function attributionWords(data: AttributionData): string {
  const [first] = data.bars;
  const found = first ? `, the largest first: ${first.name} with ${valueText(first.value, data, first)}` : '';
  const rest = data.rest ? `; ${data.rest.count} more are not listed` : '';
  return `Features by ${measureWords(data)}${found}${rest}`;
}
