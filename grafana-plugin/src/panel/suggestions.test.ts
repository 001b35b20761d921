import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import { recordedFrames } from '../testing/recordedFrames';
import { suggestedViews, suggestions } from './suggestions';

const names = (frames: readonly DataFrame[]): string[] =>
  suggestedViews(frames).map(({ options }) => options.view ?? '');

describe('suggestions', () => {
  it('suggests views by what the data is', () => {
    expect(names(recordedFrames('prometheusRange'))).toEqual(['psiHeatmap', 'featureTrend']);
    expect(names(recordedFrames('prometheusInstantTables'))).toContain('featureTrend');
    expect(names(recordedFrames('postgresScores'))).toContain('psiHeatmap');
    expect(names(recordedFrames('postgresDistribution'))).toContain('distributionOverlay');
    expect(names(recordedFrames('prometheusCategory'))).toContain('distributionOverlay');
  });

  it.each(['prometheusHistogram', 'prometheusHistogramSeries'] as const)(
    'suggests the overlay for buckets whatever their name: %s',
    (name) => {
      expect(names(recordedFrames(name))).toEqual(['distributionOverlay']);
    }
  );

  it('suggests nothing for drift that no view draws', () => {
    expect(names(recordedFrames('postgresReferences'))).toEqual([]);
  });

  it('stays out of the way of other data', () => {
    const cpu = toDataFrame({
      fields: [
        { name: 'Time', type: FieldType.time, values: [1] },
        { name: 'Value', type: FieldType.number, labels: { __name__: 'process_cpu_seconds_total' }, values: [1] },
      ],
    });
    expect(suggestedViews([cpu])).toEqual([]);
    expect(suggestedViews([])).toEqual([]);
    expect(suggestions({})).toEqual([]);
  });

  it('serves Grafana before 12.3, too', () => {
    const append = jest.fn();
    const builder = { data: { series: recordedFrames('prometheusRange') }, getListAppender: () => ({ append }) };
    suggestions.getSuggestionsForData(builder as never);
    expect(append).toHaveBeenCalledTimes(2);
    suggestions.getSuggestionsForData({ getListAppender: () => ({ append }) } as never);
    expect(append).toHaveBeenCalledTimes(2);
  });
});
