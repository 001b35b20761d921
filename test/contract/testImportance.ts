import { readImportance } from '../../exporter/src/check/beyond/givenImportance.js';
import type { Fixture } from './fixture.js';
import type { Access } from './testSource.js';

const gains: Fixture = {
  columns: [
    { name: 'feature', type: 'text', key: true },
    { name: 'importance', type: 'double' },
    { name: 'at', type: 'timestamptz' },
  ],
  rows: [
    ['age', 100, '2026-01-01T00:00:00Z'],
    ['age', 1, '2026-02-01T00:00:00Z'],
    ['income', 3, '2026-02-01T00:00:00Z'],
    ['score', 9, '2026-02-01T00:00:00Z'],
    ['agee', 1, '2026-02-01T00:00:00Z'],
  ],
};

export function testImportance(access: Access): void {
  test('importances are read from the newest rows of a table, where joint columns are summed', async () => {
    const { source, load, time = 'at' } = access();
    const relation = await load(gains);
    const config = {
      ...{ kind: 'rows' as const, feature_column: 'feature', importance_column: 'importance' },
      ...('files' in relation ? { files: [...relation.files] } : relation),
      timestamp_column: time,
    };
    const plan = { source, importance: { config, place: 'here' } };
    const { importance, warnings } = await readImportance(plan, ['age', 'income', 'score'], ['score']);
    if (!source.capabilities.joint) {
      expect(warnings).toEqual([expect.stringContaining('tells no importances; write them')]);
      return;
    }
    expect(warnings).toEqual([expect.stringMatching(/^here names "agee", no feature of the model/)]);
    expect(importance?.features.map(({ feature, share }) => [feature, share])).toEqual([
      ['income', 0.75],
      ['age', 0.25],
    ]);
  });
}
