import { recordedFrames, recordings } from '../testing/recordedFrames';
import { type ViewId, viewList } from '../panel/options';

/** The views that draw each recording; the others say why they don't. */
const drawn: Readonly<Record<string, readonly ViewId[]>> = {
  postgresCategories: ['distributionOverlay'],
  postgresDistribution: ['distributionOverlay'],
  postgresReferences: [],
  postgresScores: ['psiHeatmap', 'featureTrend', 'attribution'],
  postgresTimeSeries: ['psiHeatmap', 'featureTrend', 'attribution'],
  postgresTrend: ['psiHeatmap', 'featureTrend', 'attribution'],
  prometheusCategory: ['distributionOverlay'],
  prometheusDistribution: ['distributionOverlay'],
  prometheusDistributionRange: [],
  prometheusDistributionTable: ['distributionOverlay'],
  prometheusEmpty: [],
  prometheusHistogram: ['distributionOverlay'],
  prometheusHistogramSeries: ['distributionOverlay'],
  prometheusInstantTable: ['psiHeatmap', 'featureTrend', 'attribution'],
  prometheusInstantTables: ['psiHeatmap', 'featureTrend', 'attribution'],
  prometheusRange: ['psiHeatmap', 'featureTrend', 'attribution'],
  prometheusRangeRoles: ['psiHeatmap', 'featureTrend', 'attribution'],
};

test('every recording is here', () => expect(Object.keys(drawn).sort()).toEqual([...recordings].sort()));

describe.each(recordings)('%s', (name) => {
  test.each(viewList.map(({ id, view }) => ({ id, view })))('$id draws it, or says what is missing', ({ id, view }) => {
    const prepared = view.prepare(recordedFrames(name), view.defaults);
    if (drawn[name]?.includes(id)) {
      expect(prepared).toHaveProperty('data');
    } else {
      expect('warning' in prepared ? prepared.warning : 'drawn').toMatch(/\w.*\.$/);
    }
  });
});
