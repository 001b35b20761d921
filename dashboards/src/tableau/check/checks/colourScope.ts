import type { Check } from '../check.js';
import { ofSource } from '../finding.js';
import { parseReference } from '../model/reference.js';
import { allOf, attributeOf, childrenOf, descend } from '../model/tree.js';
import { sourcesOf } from '../model/workbook.js';

export const colourScope: Check = {
  id: 'colour-scope',
  says: 'Colours that a data source gives to a pill are kept only where it declares the pill itself.',
  find(workbook) {
    return sourcesOf(workbook).flatMap(({ caption, scope, name: source, tree }) =>
      childrenOf(descend(tree, 'style'), 'style-rule')
        .flatMap((rule) => allOf(rule, 'encoding'))
        .filter((encoding) => {
          const field = attributeOf(encoding, 'field');
          const reference = parseReference(field);
          const name = reference === undefined ? field : reference.name;
          const own = reference === undefined || reference.datasource === source;
          return own && !name.startsWith('[:') && !scope.instances.has(name) && !scope.columns.has(name);
        })
        .map((encoding) => ({
          place: ofSource(caption),
          line: encoding.line,
          message: `it has colours for ${attributeOf(encoding, 'field')}, and no column-instance of that name`,
        })),
    );
  },
};
