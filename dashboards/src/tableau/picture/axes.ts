import type { Pill } from '../../description/pill.js';
import type { FieldBook } from '../fieldBook.js';
import { keyOf } from './sheetResult.js';

/** A pill's column in a chart's data. */
export const fieldName = (pill: Pill): string => keyOf(pill).replaceAll(/[^a-z_]/g, '_');

/** As Tableau begins the titles of axes. */
const AGGREGATES: Readonly<Partial<Record<Pill['by'], string>>> = {
  avg: 'Avg. ',
  median: 'Median ',
  min: 'Min. ',
  max: 'Max. ',
  distinct: 'Count of ',
};

/** @param length pixels that a title may take */
export function axisOf(pill: Pill, book: FieldBook, length: number, labelled: boolean): object {
  const { caption, local, format } = book.field(pill.field);
  const isTime =
    (local === 'date' || local === 'datetime') && ['value', 'hour', 'day', 'week', 'month'].includes(pill.by);
  const labels = format?.startsWith('p') === true ? { format: '.0%' } : {};
  return {
    field: fieldName(pill),
    type: isTime ? 'temporal' : 'quantitative',
    title: isTime ? null : `${AGGREGATES[pill.by] ?? ''}${caption}`,
    ...(isTime && { scale: { type: 'utc' } }),
    axis: { ...labels, labels: labelled, titleLimit: length, tickCount: isTime ? 8 : 4, labelOverlap: true },
    stack: pill.by === 'distinct' || pill.by === 'sum' ? 'zero' : null,
  };
}

export function headerAxis(field: 'rows' | 'columns', order: readonly string[], labelled: boolean): object {
  const across = field === 'columns' ? { labelAngle: order.length > 10 ? -90 : 0, labelOverlap: true } : {};
  const axis = labelled ? { labelLimit: 200, ticks: false, ...across } : null;
  return { field, type: 'nominal', sort: order, title: null, axis };
}
