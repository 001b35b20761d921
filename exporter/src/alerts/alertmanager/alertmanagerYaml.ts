import { Document, visit } from 'yaml';
import type { AlertmanagerConfig } from './renderAlertmanager.js';

const HEAD = `# Written by \`drift-exporter render alertmanager\`, for Alertmanager 0.25 and later. What is changed here is lost with
# the next run: docs/ALERTING.md says how to take it into a configuration of your own. Secrets stand in files.
`;

/** Characters that Alertmanager's reader takes for line breaks, or does not take at all. */
const unreadable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const isUnreadable = (text: string) => text.search(unreadable) >= 0;

/** The text of alertmanager.yml. */
export function alertmanagerYaml(config: AlertmanagerConfig): string {
  // Alertmanager reads YAML 1.1, in which 22:00 is a number; repeated parts are written out, so that each receiver can
  // be copied by itself
  const document = new Document(config, { schema: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value !== 'string') return;
      scalar.value = scalar.value.replace(/\p{Surrogate}/gu, '\ufffd');
      if (isUnreadable(String(scalar.value))) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, singleQuote: true });
  return HEAD + text.replace(unreadable, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
