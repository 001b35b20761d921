import type { Check } from '../check.js';
import { ofAction } from '../finding.js';
import { unbracketed } from '../model/reference.js';
import { attributeOf } from '../model/tree.js';

export const highlights: Check = {
  id: 'highlights',
  says: 'A highlight goes by captions of dimensions that its source sheet shows.',
  find({ actions, worksheets }) {
    return actions
      .filter(({ command }) => command === 'tsc:brush')
      .flatMap(({ caption, params, source, tree }) => {
        const sheet = worksheets.find(({ name }) => name === attributeOf(source, 'worksheet'));
        const listed = params.get('field-captions') ?? '';
        if (sheet === undefined || (listed === '' && params.get('special-fields') !== undefined)) return [];
        const captions = new Set(
          [...sheet.scopes.values()].flatMap(({ columns }) =>
            [...columns.values()].map((column) => column.caption || unbracketed(column.name)),
          ),
        );
        return listed
          .split(',')
          .filter((name) => !captions.has(name))
          .map((name) => ({
            place: ofAction(caption),
            line: tree.line,
            message: `it highlights by ${JSON.stringify(name)}, which is no caption of ${JSON.stringify(sheet.name)}`,
          }));
      });
  },
};
