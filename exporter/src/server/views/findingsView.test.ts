import { driftingState } from '../../../../test/support/modelStates.js';
import { wholeModel } from '../../../../test/support/wholeModel.js';
import { modelFindings } from '../schemas/findings.js';
import { findingsView } from './findingsView.js';

const state = driftingState(2, 'credit risk', ['6h', '1d']);

test('windows that are looked at as a whole tell every finding, in numbers and in lines', () => {
  const windows = state.windows.map((window) =>
    window.name === '1d' ? { ...window, model: wholeModel } : window,
  );
  const probabilities = {
    until: 0,
    expires: new Date(0),
    values: new Map([
      ['country', 0.2],
      ['credit_score', 0.9],
    ]),
  };
  const view = modelFindings.parse(findingsView({ ...state, windows, probabilities }));
  expect(view).toMatchObject({
    model: 'credit risk',
    windows: [
      {
        window: '1d',
        performance: {
          labelled_rows: 1500,
          reason: null,
          metrics: [
            {
              metric: 'roc_auc',
              reference: 0.79,
              measured: 0.61,
              estimated: 0.74,
              changed: true,
              worse: true,
            },
            { metric: 'log_loss', change: null, changed: null },
          ],
        },
        concept: { detected: true, roc_auc: null },
        covariate: {
          detected: true,
          pair: null,
          statistics: [
            { statistic: 'hotelling', threshold: 0.125, p_value: null, exceeded: true },
            { statistic: 'correlation', exceeded: false },
          ],
        },
        attribution: {
          drift: [{ feature: 'credit_score', share: 0.625 }, { feature: 'carrier' }],
          prediction: [],
        },
        importance: {
          method: 'estimated',
          ndcg: null,
          features: [{ feature: 'country', quadrant: null }, { rank: 2 }],
        },
      },
    ],
    probabilities: [{ feature: 'credit_score', probability: 0.9 }, { feature: 'country' }],
  });
  expect(view.windows[0]?.lines).toContain('Covariate shift: the means of the features have moved');
});

test('a model of which only features are told has no findings', () => {
  expect(modelFindings.parse(findingsView(state))).toEqual({
    model: 'credit risk',
    windows: [],
    probabilities: [],
  });
});
