import * as pages from '../../workbook/index.js';
import { sheetsOfPage } from '../layout.js';

/** Titles of this project's sheets that may rightly have no rows: each says why. */
export const MAY_BE_EMPTY: ReadonlySet<string> = new Set(
  Object.values(pages)
    .flatMap(sheetsOfPage)
    .filter((sheet) => sheet.mayBeEmpty !== undefined)
    .map(({ title }) => title),
);
