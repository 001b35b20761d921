import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templates } from '../../exporter/src/alerts/alertmanager/templates/index.js';
import { runAmtool } from '../services/alertmanager.js';
import type { AlertmanagerBinaries } from '../services/alertmanagerBinaries.js';
import type { PostedAlert } from '../services/alertmanagerClient.js';

/** Alerts of one group as templates see them; those with an end are over. */
function groupOf(alerts: readonly PostedAlert[]): unknown {
  const data = alerts.map(({ labels, annotations = {}, startsAt, endsAt }, index) => ({
    status: endsAt === undefined ? 'firing' : 'resolved',
    labels,
    annotations,
    startsAt: startsAt ?? '2026-03-02T13:20:00Z',
    endsAt: endsAt ?? '0001-01-01T00:00:00Z',
    fingerprint: String(index).padStart(16, '0'),
  }));
  const common = Object.entries(alerts[0]?.labels ?? {}).filter(([name, value]) =>
    alerts.every(({ labels }) => labels[name] === value),
  );
  return {
    status: data.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    alerts: data,
    commonLabels: Object.fromEntries(common),
    commonAnnotations: {},
    externalURL: 'http://alertmanager.test:9093',
  };
}

/** The HTML of a mail about these alerts, as Alertmanager makes it. */
export async function alertMail(
  binaries: AlertmanagerBinaries,
  alerts: readonly PostedAlert[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drift-mail-'));
  try {
    writeFileSync(join(folder, 'drift.tmpl'), templates);
    writeFileSync(join(folder, 'data.json'), JSON.stringify(groupOf(alerts)));
    const { code, output, errors } = await runAmtool(
      binaries,
      'template',
      'render',
      `--template.glob=${folder}/drift.tmpl`,
      `--template.data=${folder}/data.json`,
      '--template.type=html',
      '--template.text={{ template "drift.mail.html" . }}',
    );
    if (code !== 0) throw new Error(errors);
    return output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
