import { fileURLToPath } from 'node:url';
import {
  ALL_CHECKS,
  checkFile,
  structureFindings,
} from '../../dashboards/src/tableau/check/checkWorkbook.js';
import { readWorkbook } from '../../dashboards/src/tableau/check/model/workbook.js';
import { readSchema, type WorkbookSchema } from '../../dashboards/src/tableau/check/workbookSchema.js';
import { catalogueOfMigrations } from '../../dashboards/src/tableau/catalogueOfMigrations.js';
import { workbookText } from '../../dashboards/src/renderTableau.js';
import { projectFile } from '../support/ruleFile.js';
import type { Defect } from '../support/tableauDefects/defect.js';
import * as kinds from '../support/tableauDefects/index.js';

const defects: readonly Defect[] = Object.values(kinds).flat();
const WHOLE = new Set(['xsd', 'well-formed']);
const xsd = fileURLToPath(projectFile('dashboards/tableau/xsd/twb_2026.1.0.xsd'));

describe('deliberate defects of the workbook', () => {
  let sound: string;
  let schema: WorkbookSchema;

  beforeAll(async () => {
    sound = workbookText(await catalogueOfMigrations());
    schema = readSchema(xsd);
  });
  afterAll(() => schema.dispose());

  test('the workbook without a defect has no finding', () => {
    expect(checkFile(sound, schema).findings).toEqual([]);
  });

  test.each(defects.map((one) => [one.check, one.what, one] as const))(
    '%s finds: %s',
    (check, _, { edit }) => {
      const text = edit(sound);
      // Tableau's schema is asked where it must find something: to ask it of every text takes a minute
      const findings = WHOLE.has(check)
        ? checkFile(text, schema).findings
        : structureFindings(readWorkbook(text));
      const found = findings.filter((finding) => finding.check === check);
      expect({
        found: found.length > 0,
        others: [...new Set(findings.map((one) => one.check))],
      }).toMatchObject({
        found: true,
      });
      for (const { place, message } of found) {
        expect(place).not.toBe('');
        expect(message).toMatch(/^\S.*[^.\s]$/s);
      }
    },
  );

  test('each check finds one, and all are told apart', () => {
    const covered = new Set(defects.map(({ check }) => check));
    expect(ALL_CHECKS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
    expect(new Set(defects.map(({ check, what }) => `${check} ${what}`)).size).toBe(defects.length);
    expect(new Set(ALL_CHECKS.map(({ id }) => id)).size).toBe(ALL_CHECKS.length);
  });
});
