import { ofSource, type Problem } from '../finding.js';
import { sourcesOf } from '../model/workbook.js';
import { relationOf } from '../queries/sheetQueries.js';
import { inTurn, type LiveCheck } from './liveCheck.js';

/** By PostgreSQL's number of a type, what Tableau records for it: OLE DB's number and its own type. */
const TYPES: Readonly<Record<number, readonly [name: string, remote: readonly number[], local: string]>> = {
  16: ['boolean', [11], 'boolean'],
  20: ['bigint', [20], 'integer'],
  21: ['smallint', [2], 'integer'],
  23: ['integer', [3], 'integer'],
  25: ['text', [129, 130], 'string'],
  701: ['double precision', [5], 'real'],
  1043: ['character varying', [129, 130], 'string'],
  1082: ['date', [133, 7], 'date'],
  1114: ['timestamp without time zone', [135, 7], 'datetime'],
  1700: ['numeric', [131], 'real'],
  2950: ['uuid', [72], 'string'],
};

export const columnTypes: LiveCheck = {
  id: 'column-types',
  says: 'Every column that the workbook knows of is in the store, and of the type that the workbook says.',
  find(workbook, { ask }) {
    return inTurn(sourcesOf(workbook), async ({ name, caption, records }) => {
      const answer = await ask(`SELECT * FROM ${relationOf(workbook, name)} LIMIT 0`);
      if (answer.error !== undefined) return [];
      const there = new Map(answer.fields.map((field) => [field.name, field.dataTypeID]));
      return records.flatMap(({ remoteName, remoteType, localType, tree }): Problem[] => {
        const problem = (message: string): Problem[] => [
          { place: ofSource(caption), line: tree.line, message },
        ];
        const id = there.get(remoteName);
        if (id === undefined) return problem(`the store has no column ${remoteName}`);
        const [type, remote, local] = TYPES[id] ?? [`type ${id}`, [], ''];
        return remote.includes(remoteType) && local === localType
          ? []
          : problem(
              `column ${remoteName} is ${type} in the store, and ${localType} (${remoteType}) in the workbook`,
            );
      });
    });
  },
};
