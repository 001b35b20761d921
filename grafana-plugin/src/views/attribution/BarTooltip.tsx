import { dateTimeFormat, type TimeZone } from '@grafana/data';
import React from 'react';
import { scoreText } from '../../drawing/numbers';
import { Tooltip, TooltipRows } from '../../drawing/Tooltip';
import type { Bar } from './bar';
import type { AttributionData } from './prepare';
import { measureWords, valueText } from './words';

interface BarTooltipProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly bar: Bar;
  readonly data: AttributionData;
  readonly timeZone: TimeZone;
}

/** All that the data says of one bar. */
export function BarTooltip({ at, bar, data, timeZone }: BarTooltipProps) {
  const { subject, thresholds, score, isEvident, severity, field, time } = bar;
  const scored = (value: number | null | undefined): string | undefined =>
    value === null || value === undefined ? undefined : scoreText(value, data.measure === 'score' ? field : undefined);
  const rows: Array<[string, string | undefined]> = [
    [measureWords(data), valueText(bar.value, data, bar)],
    ['in the reference', bar.reference === null ? undefined : valueText(bar.reference, data, bar)],
    ['score ', data.measure === 'score' ? undefined : scored(score)],
    ['severity', score === null ? undefined : severity === 'none' && !isEvident ? 'none: within chance' : severity],
    ['small from', scored(thresholds.small)],
    ['significant from', scored(thresholds.significant)],
    ['critical from', scored(thresholds.critical)],
    ['noise floor', scored(bar.noiseFloor)],
    ['reference variation', scored(bar.referenceVariation)],
    ['model', subject.model || undefined],
    ['window', subject.window || undefined],
    ['segment', subject.segment || undefined],
    ['time', Number.isFinite(time) ? dateTimeFormat(time, { timeZone }) : undefined],
  ];
  return (
    <Tooltip at={at}>
      <div style={{ fontWeight: 500, maxWidth: 300, overflow: 'hidden', textOverflow: 'ellipsis' }}>{bar.name}</div>
      <TooltipRows
        rows={rows.flatMap(([name, value]): Array<[string, string]> => (value === undefined ? [] : [[name, value]]))}
      />
    </Tooltip>
  );
}
