import { stringify } from 'yaml';
import type { AlertmanagerConfig } from './renderAlertmanager.js';

const HEAD = `# Written by \`drift-exporter render alertmanager\`, for Alertmanager 0.25 and later. What is changed here is lost with
# the next run: docs/ALERTING.md says how to take it into a configuration of your own. Secrets stand in files.
`;

/** The text of alertmanager.yml. */
export function alertmanagerYaml(config: AlertmanagerConfig): string {
  // Alertmanager reads YAML 1.1, in which 22:00 is a number; repeated parts are written out, so that each receiver can
  // be copied by itself
  return (
    HEAD +
    stringify(config, { schema: 'yaml-1.1', lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })
  );
}
