import * as registry from '../../../exporter/src/statistics/index.js';
import type { DistributionRecord } from '../../../exporter/src/store/records.js';
import { DAY, fixtureCommit, fixtureReference, fixtureScore, HOUR, START } from './fixture.js';
import type { Opened } from './testStore.js';

export function testResults(opened: () => Opened): void {
  describe('results', () => {
    test('a score is read as it was written, with every statistic', async () => {
      const { store } = opened();
      const kept = fixtureReference('score', ['x', 'y', 'z']);
      const { version } = kept.reference;
      const inconclusive = fixtureScore('y', '6h', START + DAY, 0.01);
      const scores = [
        fixtureScore('x', '6h', START + DAY, 0.31),
        {
          ...inconclusive,
          result: {
            ...inconclusive.result,
            drifted: null,
            severity: 'inconclusive' as const,
            statistics: {},
          },
          thresholds: { small: 0.1, significant: 0.2, critical: 0.25 },
        },
      ];
      await store.commit(fixtureCommit(kept, { scores }));
      expect(await store.scores({ model: 'score' })).toEqual(scores.map((score) => ({ ...score, version })));
    });

    test('every statistic of the registry comes back, and so does one that nobody foresaw', async () => {
      const { store } = opened();
      const kept = fixtureReference('registry', ['x']);
      const score = fixtureScore('x', '1h', START, 0.3);
      const every = Object.values(registry).map(({ id }, index) => [
        id,
        { p_value: index / 100, 'a.b': 'text' },
      ]);
      const statistics = {
        ...Object.fromEntries(every),
        energy: { distance: 0.5, significant: true, 'odd key': 'ü' },
      };
      await store.commit(
        fixtureCommit(kept, { scores: [{ ...score, result: { ...score.result, statistics } }] }),
      );
      expect((await store.scores({ model: 'registry' }))[0]?.result.statistics).toEqual(statistics);
    });

    test('a score that is written again is replaced', async () => {
      const { store } = opened();
      const kept = fixtureReference('replaced score', ['x']);
      for (const psi of [0.1, 0.4]) {
        await store.commit(fixtureCommit(kept, { scores: [fixtureScore('x', '1h', START, psi)] }));
      }
      const points = await store.history({ model: 'replaced score', feature: 'x', window: '1h' });
      expect(points.map(({ psi }) => psi)).toEqual([0.4]);
    });

    test('a trend is in order, within the asked times, and prefers the newer reference', async () => {
      const { store } = opened();
      const [kept, newer] = [fixtureReference('trend', ['x']), fixtureReference('trend', ['x', 'y'])];
      const hours = [3, 1, 2, 4, 5];
      const scores = hours.map((hour) => fixtureScore('x', '1h', START + hour * HOUR, hour / 10));
      const others = [fixtureScore('x', '6h', START + HOUR, 9), fixtureScore('y', '1h', START + HOUR, 9)];
      await store.commit(fixtureCommit(kept, { scores: [...scores, ...others] }));
      await store.commit(fixtureCommit(newer, { scores: [fixtureScore('x', '1h', START + 3 * HOUR, 0.35)] }));
      const points = await store.history({
        ...{ model: 'trend', feature: 'x', window: '1h' },
        ...{ from: new Date(START + 2 * HOUR), to: new Date(START + 5 * HOUR) },
      });
      expect(points.map(({ to, psi, version }) => [(to.getTime() - START) / HOUR, psi, version])).toEqual([
        [2, 0.2, kept.reference.version],
        [3, 0.35, newer.reference.version],
        [4, 0.4, kept.reference.version],
      ]);
      expect(points[0]).toEqual({
        ...{
          to: new Date(START + 2 * HOUR),
          psi: 0.2,
          noiseFloor: 0.02,
          referenceVariation: 0.09,
          missingPsi: 0,
        },
        ...{ drifted: true, severity: 'none', version: kept.reference.version, rows: 38 },
      });
    });

    test('numbers that are none become nothing', async () => {
      const { store } = opened();
      const kept = fixtureReference('no numbers', ['x']);
      const score = fixtureScore('x', '1h', START, NaN);
      const statistics = {
        ...score.result.statistics,
        psi: { value: Infinity, noise_floor: NaN, p_value: 0.5 },
      };
      await store.commit(
        fixtureCommit(kept, { scores: [{ ...score, result: { ...score.result, statistics } }] }),
      );
      expect(await store.history({ model: 'no numbers', feature: 'x', window: '1h' })).toMatchObject([
        { psi: null, noiseFloor: null },
      ]);
    });

    test('distributions are read as they were written, and keep equal cells once', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('pictures', ['x', 'y', 'z']);
      const numeric = (hour: number): DistributionRecord => ({
        ...{
          windowName: '1h',
          segment: '',
          feature: 'x',
          from: START + (hour - 1) * HOUR,
          to: START + hour * HOUR,
        },
        uppers: Float64Array.of(-1e300, 0.1, Infinity),
        reference: Float64Array.of(10, 20, 2 ** 40),
        current: Float64Array.of(hour, 0, 0.5),
        missing: { reference: 1, current: hour },
      });
      const categorical = {
        ...{
          windowName: '1h',
          segment: '',
          feature: 'z',
          from: START,
          missing: { reference: 0, current: 2 },
        },
        categories: ['a "b"\\', '{c,d}', 'NULL', '', '漢 👩‍👩‍👧', 'other'],
      };
      const six = Float64Array.of(1, 2, 3, 4, 5, 6);
      const distributions = [
        ...[1, 2, 3].map(numeric),
        { ...categorical, reference: six, current: six, to: START + 4 * HOUR },
      ];
      await store.commit(fixtureCommit(kept, { distributions }));
      expect(await store.distributions({ model: 'pictures' })).toEqual(distributions);
      const cells = await database.query(
        `SELECT count(*)::int AS cells FROM drift.distribution_cells c JOIN drift.series s ON s.id = c.series_id
         WHERE s.model = 'pictures'`,
      );
      expect(cells).toEqual([{ cells: 2 }]);
    });

    test('checks are listed newest first', async () => {
      const { store } = opened();
      const kept = fixtureReference('checks', ['x']);
      const { check } = fixtureCommit(kept, {});
      for (const hour of [1, 3, 2]) {
        const startedAt = new Date(START + hour * HOUR);
        const error = hour === 3 ? 'source files: gone' : '';
        await store.commit(fixtureCommit(kept, { check: { ...check, startedAt, error } }));
      }
      const found = await store.checks({ model: 'checks', limit: 2 });
      expect(found.map(({ startedAt, error }) => [startedAt, error])).toEqual([
        [new Date(START + 3 * HOUR), 'source files: gone'],
        [new Date(START + 2 * HOUR), ''],
      ]);
      const [oldest] = await store.checks({ model: 'checks', limit: 9, before: new Date(START + 2 * HOUR) });
      expect(oldest?.startedAt).toEqual(new Date(START + HOUR));
    });
  });
}
