import { reportFromStore } from '../../monitor/reportFromStore.js';
import { renderReport } from '../../reports/renderReport.js';
import { writeFile } from 'node:fs/promises';
import { DriftError } from '../../errors.js';
import { openStore } from '../../store/store.js';
import { loadConfiguration } from '../configuration.js';
import { namedModel } from '../namedModels.js';
import type { ReportCommandOptions } from '../report.js';
import { writeReport } from './reportSchedule.js';

const EXTENSIONS = { html: 'html', table: 'txt', json: 'json', markdown: 'md', junit: 'xml' } as const;

/** `report`: writes the report and prints its path, or the report itself. */
export async function runReport(options: ReportCommandOptions): Promise<void> {
  const { from, to, format, output } = options;
  const config = await loadConfiguration(options.config);
  const model = namedModel(config, options.model);
  if (from >= to) throw new DriftError('usage', '--to must be later than --from');
  const store = await openStore(config.store);
  try {
    const outcomes = await reportFromStore(config, model, store, from, to);
    const text = await renderReport(outcomes, format, config);
    const folder = config.reports.dir;
    if (output !== undefined) {
      await writeFile(output, text).catch((cause: unknown) => {
        throw new DriftError('output_unwritable', 'cannot be written; check that its folder exists', {
          file: output,
          cause,
        });
      });
      process.stdout.write(`${output}\n`);
    } else if (folder !== undefined) {
      const path = await writeReport(folder, model.name, from, to, EXTENSIONS[format], text);
      process.stdout.write(`${path}\n`);
    } else {
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    }
  } finally {
    await store.close();
  }
}
