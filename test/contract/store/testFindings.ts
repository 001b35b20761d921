import type { ModelFindings } from '../../../exporter/src/store/records.js';
import { DAY, fixtureCommit, fixtureReference, HOUR, START } from './fixture.js';
import { fixtureFindings, kept as keptFindings } from './fixtureFindings.js';
import type { Opened } from './testStore.js';

const nothing: ModelFindings = {
  ...{ performance: [], covariate: [], importance: [], decompositions: [] },
  ...{ segmentShares: [], conceptSignals: [], probabilities: [] },
};

export function testFindings(opened: () => Opened): void {
  describe('findings', () => {
    test('are read as they were written, with a check or by themselves, and replaced by later ones', async () => {
      const { store } = opened();
      const kept = fixtureReference('findings', ['x']);
      const { version } = kept.reference;
      const findings = fixtureFindings('x', '1h', START + HOUR);
      expect(await store.findings({ model: 'findings' })).toEqual(nothing);
      await store.commit(fixtureCommit(kept, { findings }));
      expect(await store.findings({ model: 'findings' })).toEqual(keptFindings(findings, version));
      // late labels
      const later = fixtureFindings('x', '1h', START + HOUR, 0.75);
      for (let time = 0; time < 2; time++) await store.putFindings('findings', version, later);
      expect(await store.findings({ model: 'findings' })).toEqual(keptFindings(later, version));
      expect(await store.findings({ model: 'other' })).toEqual(nothing);
    });

    test('what may be absent is, and of what comes twice the last counts', async () => {
      const { store } = opened();
      const window = { windowName: '6h', from: START, to: START + 6 * HOUR };
      const findings: ModelFindings = {
        performance: [
          { ...window, metric: 'brier', value: 1, rows: 10, labelledRows: 10 },
          { ...window, metric: 'brier', rows: 10, labelledRows: 0 },
        ],
        covariate: [{ ...window, statistic: 'frechet', score: 1, reason: '' }],
        importance: [{ ...window, feature: 'x', attribution: 1 }],
        decompositions: [],
        segmentShares: [],
        conceptSignals: [{ method: 'ddm', dataUntil: START, level: 'warning' }],
        probabilities: [],
      };
      await store.putFindings('absent', 'v', findings);
      const { performance } = findings;
      expect(await store.findings({ model: 'absent' })).toEqual(
        keptFindings({ ...findings, performance: performance.slice(1) }, 'v'),
      );
    });

    test('segments that are no longer among the largest of a window are gone, those of others stay', async () => {
      const { store } = opened();
      const of = (feature: string, segment: string, hour: number) => ({
        ...{ windowName: '1h', from: START + (hour - 1) * HOUR, to: START + hour * HOUR },
        ...{ feature, segment, share: 0.5, rows: 1 },
      });
      const first = [of('x', 'a=1', 1), of('x', 'a=2', 1), of('x', 'a=1', 2), of('y', 'a=1', 1)];
      await store.putFindings('shares', 'v', { segmentShares: first });
      await store.putFindings('shares', 'v', { segmentShares: [of('x', 'a=3', 1)] });
      const { segmentShares } = await store.findings({ model: 'shares' });
      expect(
        segmentShares.map(({ feature, segment, to }) => [feature, segment, (to - START) / HOUR]),
      ).toEqual([
        ['x', 'a=3', 1],
        ['y', 'a=1', 1],
        ['x', 'a=1', 2],
      ]);
    });

    test('only what is asked for is read, oldest first', async () => {
      const { store } = opened();
      const hours = [3, 1, 2, 4];
      for (const [version, feature] of [
        ['v', 'x'],
        ['v', 'y'],
        ['w', 'x'],
      ] as const) {
        for (const hour of hours) {
          for (const windowName of ['1h', '6h']) {
            await store.putFindings(
              'asked',
              version,
              fixtureFindings(feature, windowName, START + hour * HOUR),
            );
          }
        }
      }
      const found = await store.findings({
        ...{ model: 'asked', version: 'v', window: '6h', feature: 'y' },
        ...{ from: new Date(START + 2 * HOUR), to: new Date(START + 4 * HOUR) },
      });
      const wanted = [2, 3].map((hour) => keptFindings(fixtureFindings('y', '6h', START + hour * HOUR), 'v'));
      for (const kind of Object.keys(nothing) as (keyof ModelFindings)[]) {
        expect([kind, found[kind]]).toEqual([kind, wanted.flatMap((findings) => findings[kind] ?? [])]);
      }
      const all = await store.findings({ model: 'asked', only: ['importance', 'covariate'] });
      expect(Object.entries(all).map(([kind, rows]) => [kind, rows.length])).toEqual(
        Object.keys(all).map((kind) => [kind, { importance: 24, covariate: 16 }[kind] ?? 0]),
      );
    });

    test('the newest are those of the newest window of a length, and of each detector and feature', async () => {
      const { store } = opened();
      const at = (feature: string, windowName: string, hour: number) =>
        store.putFindings('newest', 'v', fixtureFindings(feature, windowName, START + hour * HOUR, hour));
      await at('x', '1h', 3);
      await at('y', '1h', 3);
      await at('y', '1h', 2);
      await at('x', '6h', 5);
      await store.putFindings('newest', 'v', {
        conceptSignals: [{ method: 'ddm', dataUntil: START, level: 'warning' }],
      });
      await store.putFindings('newest', 'w', fixtureFindings('x', '1h', START + 9 * HOUR));
      const { importance, decompositions, segmentShares, conceptSignals, probabilities, ...rest } =
        await store.newestFindings('newest', 'v', '1h');
      for (const rows of [importance, decompositions, segmentShares]) {
        expect(rows.map(({ feature, to }) => [feature, to])).toEqual([
          ['x', START + 3 * HOUR],
          ['y', START + 3 * HOUR],
        ]);
      }
      for (const rows of Object.values(rest)) expect(rows).toMatchObject([{ to: START + 3 * HOUR }]);
      expect(conceptSignals.map(({ method, dataUntil }) => [method, dataUntil])).toEqual([
        ['ddm', START],
        ['adwin', START + 5 * HOUR],
      ]);
      expect(probabilities.map(({ feature, probability }) => [feature, probability])).toEqual([
        ['y', 3],
        ['x', 5],
      ]);
    });

    test('a feature that was never scored keeps the kind that its reference says', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('kinds', ['x', 'y', 'z']);
      await store.references.save(kept);
      for (const feature of ['x', 'z', 'unknown']) {
        await store.putFindings('kinds', kept.reference.version, fixtureFindings(feature, '1h', START));
      }
      expect(
        await database.query(`SELECT feature, kind FROM drift.series WHERE model = 'kinds' ORDER BY feature`),
      ).toEqual([
        { feature: 'unknown', kind: 'numeric' },
        { feature: 'x', kind: 'numeric' },
        { feature: 'z', kind: 'categorical' },
      ]);
    });

    test('views tell the newest window of a model from those before', async () => {
      const { store, database } = opened();
      for (const day of [1, 3, 2]) {
        await store.putFindings('latest', 'v', fixtureFindings('x', '24h', START + day * DAY));
      }
      for (const view of ['v1_covariate', 'v1_decompositions', 'v1_segment_shares', 'v1_performance']) {
        const rows = await database.query(
          `SELECT latest FROM drift.${view} WHERE model = 'latest' ORDER BY window_end`,
        );
        expect([view, rows.map(({ latest }) => latest)]).toEqual([view, [false, false, true]]);
      }
    });

    test('many are written at once, and a window of ten thousand features is found again', async () => {
      const { store } = opened();
      const names = Array.from({ length: 10_000 }, (_, index) => `feature ${index}`);
      const findings = names.map((name) => fixtureFindings(name, '1h', START));
      await store.putFindings('wide', 'v', {
        importance: findings.flatMap(({ importance }) => importance),
        probabilities: findings.flatMap(({ probabilities }) => probabilities),
      });
      const found = await store.newestFindings('wide', 'v', '1h');
      expect([found.importance.length, found.probabilities.length]).toEqual([10_000, 10_000]);
      expect(found.importance.map(({ feature }) => feature).sort()).toEqual([...names].sort());
    });
  });
}
