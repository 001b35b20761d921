import { COLOURS } from '../../description/colours.js';
import { along, dimension } from '../../description/pill.js';
import type { Text, WorkbookSheet } from '../../description/workbook.js';

export const CURRENT = { colour: COLOURS.current };

type LineByDay = Pick<
  WorkbookSheet,
  'id' | 'title' | 'description' | 'view' | 'rows' | 'filters' | 'mayBeEmpty'
> & {
  /** The column that days are made from. */
  readonly time: string;
  /** What a tooltip says after model and day. */
  readonly says: Text;
};

/** A line a model over days; several measures lie below each other. */
export function lineByDay({ time, says, ...sheet }: LineByDay): WorkbookSheet {
  const day = along('day', time);
  return {
    ...sheet,
    grain: ['model', 'time'],
    mark: 'Line',
    columns: [day],
    colour: CURRENT,
    detail: [dimension('model')],
    tooltip: [dimension('model'), ' on ', day, ...says],
    fit: 'all',
  };
}
