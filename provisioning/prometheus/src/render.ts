import { Document, visit } from 'yaml';
import type { Alert, Severity } from './description/alert.js';
import type { Family } from './description/family.js';
import * as families from './families/index.js';
import { linksOf } from './texts/links.js';

const allFamilies: readonly Family[] = Object.values(families);

const NOTE =
  'Written by `npm run rules` from provisioning/prometheus/src: change it there. What each alert means: docs/ALERTS.md.';
const FOR: Readonly<Record<Severity, string>> = { critical: '1m', warning: '10m' };

/** Every file of alert rules by its path from the root of the project. The same description gives the same bytes. */
export function renderedRules(): Map<string, string> {
  return new Map(
    allFamilies.map((family) => [`provisioning/prometheus/rules/${family.name}.rules.yml`, rendered(family)]),
  );
}

function rendered({ name, comment, recordings = [], alerts }: Family): string {
  const rules = [...recordings.map(({ record, expr }) => ({ record, expr })), ...alerts.flatMap(rulesOf)];
  const document = new Document({ groups: [{ name: `drift-${name}`, rules }] }, { anchorPrefix: 'texts' });
  document.commentBefore = `${comment}\n\n${NOTE}`.replace(/^(?=.)/gm, ' ');
  const comments = new Map(recordings.map((recording) => [recording.record, recording.comment]));
  visit(document, {
    Map(_, node) {
      const why = comments.get(String(node.get('record')));
      if (why !== undefined) node.commentBefore = ` ${why}`;
    },
  });
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/** A rule for each severity; their texts are one object, so that they stand in the file once. */
function rulesOf(alert: Alert): unknown[] {
  const annotations = { summary: alert.summary, description: alert.facts.join('\n'), ...linksOf(alert) };
  return alert.conditions.map(({ severity, expr }) => ({
    alert: alert.name,
    expr,
    for: alert.for ?? FOR[severity],
    keep_firing_for: alert.keepFiringFor,
    labels: { severity },
    annotations,
  }));
}
