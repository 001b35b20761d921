import type { Check } from '../check.js';
import { OF_WORKBOOK, type Problem } from '../finding.js';
import { ACTIVE, SEVERITY, type Scale } from '../../../description/scale.js';
import { allOf, attributeOf, descend, type Tree } from '../model/tree.js';
import { readsResultStore } from '../model/workbook.js';

const SCALES: readonly Scale[] = [SEVERITY, ACTIVE];

export const severityColours: Check = {
  id: 'severity-colours',
  says: 'Wherever words of severity have colours, they are those of the exporter, and every word of the scale has one.',
  find(workbook) {
    if (!readsResultStore(workbook)) return [];
    return allOf(workbook.tree, 'encoding')
      .filter((encoding) => attributeOf(encoding, 'attr') === 'color')
      .flatMap((encoding) =>
        faultsOf(encoding).map((message): Problem => ({ place: OF_WORKBOOK, line: encoding.line, message })),
      );
  },
};

function faultsOf(encoding: Tree): string[] {
  const maps = new Map(
    encoding.children
      .filter(({ name }) => name === 'map')
      .map((map) => [descend(map, 'bucket').text.trim().replace(/^"|"$/g, ''), attributeOf(map, 'to')]),
  );
  const scale = SCALES.find(({ words = [] }) => words.some(({ text, value }) => value > 0 && maps.has(text)));
  const field = attributeOf(encoding, 'field');
  return (scale?.words ?? []).flatMap(({ text, colour }) => {
    const found = maps.get(text);
    if (found === undefined) return [`the colours of ${field} leave out "${text}"; it is ${colour}`];
    return found.toLowerCase() === colour ? [] : [`"${text}" of ${field} is ${found}, and must be ${colour}`];
  });
}
