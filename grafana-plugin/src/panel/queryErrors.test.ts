import { getDefaultTimeRange, LoadingState, type PanelData } from '@grafana/data';
import { queryErrors } from './queryErrors';

const data = (more: Partial<PanelData>): PanelData => ({
  series: [],
  state: LoadingState.Error,
  timeRange: getDefaultTimeRange(),
  ...more,
});

describe('queryErrors', () => {
  it('is empty without errors', () => {
    expect(queryErrors(data({}))).toEqual([]);
  });

  it('is a sentence a query, each once', () => {
    const errors = [
      { refId: 'A', message: 'timed out.' },
      { refId: 'B', data: { message: 'no such table' } },
      { refId: 'A', message: 'timed out.' },
    ];
    expect(queryErrors(data({ errors }))).toEqual(['Query A failed: timed out.', 'Query B failed: no such table.']);
  });

  it('reads the one error of an older Grafana, and knows what to say without any words', () => {
    expect(queryErrors(data({ errors: [], error: { message: '', data: { error: 'bad gateway' } } }))).toEqual([
      'A query failed: bad gateway.',
    ]);
    expect(queryErrors(data({ error: {} }))).toEqual(['A query failed: no reason given.']);
  });
});
