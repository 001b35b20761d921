import type { Check } from '../check.js';
import { ofSheet } from '../finding.js';
import { parseReference } from '../model/reference.js';

export const tooltipDimensions: Check = {
  id: 'tooltip-dimensions',
  says: 'A dimension in the tooltip of an aggregated sheet is an Attribute: as it stands it blanks the sheet.',
  find({ worksheets }) {
    return worksheets
      .filter(({ aggregated }) => aggregated)
      .flatMap(({ name, panes, scopes }) =>
        panes.flatMap(({ encodings }) =>
          encodings
            .filter(({ kind }) => kind === 'tooltip')
            .flatMap(({ column, tree }) => {
              const reference = parseReference(column);
              const instance =
                reference === undefined
                  ? undefined
                  : scopes.get(reference.datasource)?.instances.get(reference.name);
              return instance?.derivation === 'None'
                ? [
                    {
                      place: ofSheet(name),
                      line: tree.line,
                      message: `the tooltip has ${column}, whose value a mark may have several of; use derivation Attribute`,
                    },
                  ]
                : [];
            }),
        ),
      );
  },
};
