import type { CheckOutcome } from '../detection/result.js';
import * as formats from './index.js';
import type { FormatId, Thresholds } from './reportFormat.js';

/** Columns of a table that is not read on a terminal. */
const WIDTH = 160;

/** Writes outcomes in one format as files and answers hold them: without colours, and as wide as reasons are. */
export async function renderReport(
  outcomes: readonly CheckOutcome[],
  format: FormatId,
  config: { readonly reports: { readonly max_pictures: number }; readonly psi_thresholds: Thresholds },
): Promise<string> {
  return formats[format].render(outcomes, {
    color: false,
    width: WIDTH,
    failOn: 'significant',
    maxPictures: config.reports.max_pictures,
    thresholds: config.psi_thresholds,
    generatedAt: new Date(),
  });
}
