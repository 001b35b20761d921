import type { Check } from '../check.js';
import { OF_WORKBOOK } from '../finding.js';
import { everything } from '../model/tree.js';

// the last is how examples in documentation name their data source
const LEFT = new RegExp(
  [
    String.raw`\$\{[^}]*\}`,
    String.raw`\{\{[^}]*\}\}`,
    String.raw`\bundefined\b`,
    String.raw`\bNaN\b`,
    String.raw`\[object Object\]`,
    String.raw`\[(?:DS|DATASOURCE|YOUR ?DATASOURCE)\]\.\[`,
  ].join('|'),
);

export const leftovers: Check = {
  id: 'leftovers',
  says: 'Nothing is left of a template or of a value that was not there.',
  find({ tree }) {
    return everything(tree).flatMap(({ name, attributes, text, line }) => {
      // connectors write their own placeholders, in one attribute
      const values = Object.entries(attributes).filter(([key]) => key !== 'query-band-spec');
      const found = [...values.map(([, value]) => value), text].flatMap((value) => LEFT.exec(value) ?? []);
      return [...new Set(found)].map((rest) => ({
        place: OF_WORKBOOK,
        line,
        message: `<${name}> holds ${rest}; whoever wrote the file left it there`,
      }));
    });
  },
};
