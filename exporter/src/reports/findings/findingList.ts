import type { FindingView } from './findingView.js';
import * as findings from './index.js';

/** The registry in the order of reports. */
export const findingList: readonly FindingView[] = Object.values(findings).sort((a, b) => a.order - b.order);
