import * as registry from './checks/index.js';
import type { Check } from './check.js';
import { OF_WORKBOOK, type Finding } from './finding.js';
import { readWorkbook, type Workbook } from './model/workbook.js';
import { schemaFindings, type WorkbookSchema } from './workbookSchema.js';

export const ALL_CHECKS: readonly Check[] = Object.values(registry);

/** What the file alone tells; the workbook is undefined where it is no XML. */
export interface FileCheck {
  readonly workbook: Workbook | undefined;
  readonly findings: readonly Finding[];
}

export function checkFile(text: string, schema: WorkbookSchema): FileCheck {
  let workbook: Workbook;
  try {
    workbook = readWorkbook(text);
  } catch (error) {
    const message = `it is no XML: ${error instanceof Error ? error.message.trim() : String(error)}`;
    return { workbook: undefined, findings: [{ check: 'well-formed', place: OF_WORKBOOK, message }] };
  }
  return {
    workbook,
    findings: [...schemaFindings(text, workbook.version, schema), ...structureFindings(workbook)],
  };
}

/** Without Tableau's schema. */
export function structureFindings(workbook: Workbook): Finding[] {
  return ALL_CHECKS.flatMap(({ id, find }) => find(workbook).map((problem) => ({ check: id, ...problem })));
}
