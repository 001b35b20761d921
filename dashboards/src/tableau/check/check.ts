import type { Problem } from './finding.js';
import type { Workbook } from './model/workbook.js';

/** One rule that a workbook must keep to. Pure: the file is all that it looks at. */
export interface Check {
  /** In kebab case, as findings name it. */
  readonly id: string;
  /** What must hold, in a sentence. */
  readonly says: string;
  find(workbook: Workbook): Problem[];
}
