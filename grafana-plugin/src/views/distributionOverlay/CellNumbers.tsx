import React from 'react';
import { numberText, shareText } from '../../drawing/numbers';
import { TooltipRows } from '../../drawing/Tooltip';
import type { NamedCell } from './words';

/** The numbers of one cell, for the tooltip. */
export function CellNumbers({ title, cell }: { readonly title: string; readonly cell: NamedCell }) {
  return (
    <div style={{ maxWidth: 320 }}>
      <div style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} dir="auto">
        {title}
      </div>
      <div style={{ fontWeight: 500, overflowWrap: 'anywhere' }} dir="auto">
        {cell.name}
      </div>
      <TooltipRows rows={numbersOf(cell)} />
      {cell.isMissing && <div>of all rows</div>}
    </div>
  );
}

/** The same in a sentence. */
export function cellText(cell: NamedCell): string {
  return `${cell.name}: ${numbersOf(cell)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;
}

/** Names and texts of the numbers that are known of a cell. */
export function numbersOf({
  reference,
  current,
  contribution,
}: NamedCell): ReadonlyArray<readonly [name: string, value: string]> {
  return [
    ...(reference === undefined ? [] : [['reference', shareText(reference)] as const]),
    ...(current === undefined ? [] : [['current', shareText(current)] as const]),
    ...(reference === undefined || current === undefined
      ? []
      : [['difference', differenceText(current - reference)] as const]),
    ...(contribution === undefined ? [] : [['adds to PSI', contributionText(contribution)] as const]),
  ];
}

export function contributionText(contribution: NamedCell['contribution']): string {
  if (typeof contribution === 'number') {
    return contribution < 1e-6 ? '0' : numberText(contribution);
  }
  return contribution === undefined ? '' : `${contribution} (no row counts)`;
}

/** `+3.1 points`: of a percent. */
export function differenceText(difference: number): string {
  const points = shareText(Math.abs(difference)).replace(' %', '');
  return Math.abs(difference) < 1e-9 ? '0 points' : `${difference < 0 ? '−' : '+'}${points} points`;
}
