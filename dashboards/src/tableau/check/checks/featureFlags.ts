import type { Check } from '../check.js';
import { OF_WORKBOOK } from '../finding.js';
import { everything, type Tree } from '../model/tree.js';

/** What tells that a feature is made use of. */
const USES: ReadonlyArray<readonly [feature: string, what: string, uses: (tree: Tree) => boolean]> = [
  ['SortTagCleanup', 'sorts', ({ name }) => name === 'computed-sort' || name === 'shelf-sort-v2'],
  [
    'SetMembershipControl',
    'zones with type-v2',
    ({ name, attributes }) => name === 'zone' && 'type-v2' in attributes,
  ],
  ['ObjectModelEncapsulateLegacy', 'an object graph', ({ name }) => name === 'object-graph'],
  [
    'ObjectModelTableType',
    'columns of type table',
    ({ name, attributes }) => name === 'column' && attributes.datatype === 'table',
  ],
  ['SheetIdentifierTracking', 'identifiers of sheets', ({ name }) => name === 'simple-id'],
  [
    'AccessibleZoneTabOrder',
    'an order of zones for the keyboard',
    ({ attributes }) => 'enable-sort-zone-taborder' in attributes,
  ],
];

export const featureFlags: Check = {
  id: 'feature-flags',
  says: 'A file of format 18.1 names every feature that it uses; what a manifest does not name, Tableau leaves out.',
  find({ features, tree, version }) {
    if (version !== '18.1') return [];
    const all = everything(tree);
    return USES.flatMap(([feature, what, uses]) => {
      const found = features.includes(feature) ? undefined : all.find(uses);
      return found === undefined
        ? []
        : [
            {
              place: OF_WORKBOOK,
              line: found.line,
              message: `the file has ${what}, and its manifest does not name ${feature}; add it`,
            },
          ];
    });
  },
};
