import { OF_WORKBOOK } from '../finding.js';
import { sourcesOf } from '../model/workbook.js';
import { relationOf } from '../queries/sheetQueries.js';
import type { LiveCheck } from './liveCheck.js';

export const emptyStore: LiveCheck = {
  id: 'empty-store',
  says: 'There is something in the store that may be shown.',
  last: true,
  async find(workbook, { ask, place }) {
    for (const { name } of sourcesOf(workbook)) {
      const answer = await ask(`SELECT 1 FROM ${relationOf(workbook, name)} LIMIT 1`);
      if (answer.error !== undefined || answer.rows.length > 0) return [];
    }
    return [
      {
        place: OF_WORKBOOK,
        message: `the store at ${place} shows this user nothing, so no sheet can be tried; let the exporter check a model first, or see drift.visible_models`,
      },
    ];
  },
};
