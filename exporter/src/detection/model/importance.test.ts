import { modelOutcomes } from '../../../../test/support/modelOutcomes.js';
import { givenImportance } from '../importance/importance.js';
import { importance } from './importance.js';
import type { ModelComparison } from './modelComparison.js';

test('what is given takes the place of the estimate for shares and quadrants', () => {
  const [outcome] = modelOutcomes([{ shift: 2 }]);
  const features = outcome?.result.features ?? [];
  const names = ['income', 'age'];
  const comparison: ModelComparison = {
    ...{
      task: 'classification',
      rows: { reference: 1, current: 1 },
      hasLabel: false,
      views: [],
      outputs: [],
    },
    ...{ features, minRows: 30 },
    importance: givenImportance(
      new Map([
        ['income', 3],
        ['age', 1],
      ]),
      names,
      'table',
    ),
  };
  expect(importance.compute(comparison)).toEqual({
    method: 'table',
    features: [
      { feature: 'income', rank: 1, share: 0.75, quadrant: 'act' },
      { feature: 'age', rank: 2, share: 0.25, quadrant: 'ignore' },
    ],
  });
  const { importance: given, ...without } = comparison;
  expect([given?.method, importance.compute(without)]).toEqual(['table', undefined]);
});
