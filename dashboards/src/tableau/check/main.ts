import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { plural } from '../../../../exporter/src/reports/summary.js';
import { WORKBOOK_FILE } from '../../renderTableau.js';
import { checkFile } from './checkWorkbook.js';
import { checkStore, placeOf } from './checkStore.js';
import type { Finding } from './finding.js';
import { MAY_BE_EMPTY } from './mayBeEmpty.js';
import { readSchema } from './workbookSchema.js';

// checks a workbook; run from the root of the project: npm run check:tableau -- [WORKBOOK] [--url postgres://…]
const XSD = 'dashboards/tableau/xsd/twb_2026.1.0.xsd';
const USAGE = `usage: npm run check:tableau -- [WORKBOOK] [--url postgres://…] [--xsd FILE] [--may-be-empty SHEET]… [--format text|json]

  WORKBOOK         a .twb; ${WORKBOOK_FILE} where absent
  --url            a result store to try every sheet on, read-only; DRIFT_STORE_URL where absent
  --xsd            Tableau's schema; ${XSD} where absent
  --may-be-empty   a sheet that may rightly have no rows; may be repeated
  --format         json for scripts
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === undefined) return 1;
  const { file, url, xsd, mayBeEmpty, json } = options;
  const findings: Finding[] = [];
  let live = 'left out: name a store with --url or DRIFT_STORE_URL';
  try {
    if (url !== undefined) live = `on ${placeOf(url)}`;
    const schema = readSchema(xsd);
    const checked = checkFile(textOf(file), schema);
    schema.dispose();
    findings.push(...checked.findings);
    // a file that is wrong in itself asks the wrong questions
    if (checked.workbook === undefined || checked.findings.length > 0) {
      if (url !== undefined) live = 'left out until the file is mended';
    } else if (url !== undefined) findings.push(...(await checkStore(checked.workbook, url, mayBeEmpty)));
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  if (json) process.stdout.write(`${JSON.stringify({ workbook: file, live, findings }, undefined, 2)}\n`);
  else {
    for (const { check, place, line, message } of findings)
      process.stdout.write(
        `${file}${line === undefined ? '' : `:${line}`} ${place}: ${message} (${check})\n`,
      );
    process.stdout.write(
      `${findings.length === 0 ? 'nothing found' : plural(findings.length, 'finding')}; checks of a store: ${live}\n`,
    );
  }
  return findings.length === 0 ? 0 : 1;
}

/** @throws Error where it cannot be read */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be read; name a workbook that is there: ${why}`, { cause: error });
  }
}

interface Options {
  readonly file: string;
  readonly url: string | undefined;
  readonly xsd: string;
  readonly mayBeEmpty: ReadonlySet<string>;
  readonly json: boolean;
}

/** Undefined where usage has been printed. */
function optionsOf(args: readonly string[]): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        xsd: { type: 'string', default: XSD },
        'may-be-empty': { type: 'string', multiple: true, default: [] },
        format: { type: 'string', default: 'text' },
      },
    });
    if (positionals.length > 1 || !['text', 'json'].includes(values.format)) throw new Error('see below');
    return {
      file: positionals[0] ?? WORKBOOK_FILE,
      url: values.url ?? process.env.DRIFT_STORE_URL,
      xsd: values.xsd,
      mayBeEmpty: new Set([...MAY_BE_EMPTY, ...values['may-be-empty']]),
      json: values.format === 'json',
    };
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return undefined;
  }
}
