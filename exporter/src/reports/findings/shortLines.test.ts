import { wholeModel } from '../../../../test/support/wholeModel.js';
import { percent } from '../numbers.js';
import { shortLines } from './shortLines.js';

test('what was detected is told in a line each, with the features that bring it', () => {
  const [first] = wholeModel.importance?.features ?? [];
  const importance = wholeModel.importance &&
    first && {
      ...wholeModel.importance,
      features: [{ ...first, quadrant: 'act' as const }],
    };
  expect(shortLines({ ...wholeModel, ...(importance && { importance }) })).toEqual([
    'ROC AUC 0.610 (−0.180 worse, reference 0.790, estimated 0.740)',
    'Concept drift: the ROC AUC at equal predictions changed by −0.13',
    'Covariate shift: the means of the features have moved',
    `The inputs’ drift comes from credit_score ${percent(0.625)}, carrier ${percent(0.375)}`,
    'Important and drifted: country',
  ]);
});

test('what was not detected has no line', () => {
  const quiet = { detected: false, reason: 'as it was', statistics: {}, relations: [] };
  expect(shortLines({ concept: quiet, covariate: quiet })).toEqual([]);
  expect(shortLines({})).toEqual([]);
});
