import { START } from './fixture.js';
import type { Opened } from './testStore.js';

/** Each case is done to the sixth of ten rows, found, and undone. */
export function testTampering(opened: () => Opened): void {
  beforeAll(async () => {
    const { store, database } = opened();
    for (let row = 1; row <= 10; row++) {
      const subject = { model: `m${row}` };
      await store.audit.append({
        at: new Date(START + row),
        actor: 'a',
        action: 'reloaded',
        subject,
        detail: { row },
      });
    }
    // as a person with every right could
    await database.script('ALTER TABLE drift.audit DISABLE TRIGGER audit_append_only');
    await database.script('CREATE TABLE copy AS TABLE drift.audit');
    await database.script('CREATE TABLE head_copy AS TABLE drift.audit_head');
  });

  afterEach(async () => {
    const { database } = opened();
    await database.script('DELETE FROM drift.audit; INSERT INTO drift.audit SELECT * FROM copy');
    await database.script(
      'DELETE FROM drift.audit_head; INSERT INTO drift.audit_head SELECT * FROM head_copy',
    );
  });

  test('an untouched log is intact', async () => {
    expect(await opened().store.audit.verify()).toMatchObject({ intact: true, rows: 10 });
  });

  const swap = `UPDATE drift.audit SET sequence = sequence + 100 WHERE sequence IN (6, 7);
    UPDATE drift.audit SET sequence = 7 WHERE sequence = 106; UPDATE drift.audit SET sequence = 6 WHERE sequence = 107`;
  test.each([
    ["actor = 'b'", 6, 'was changed'],
    ["action = 'started'", 6, 'was changed'],
    ["at = at + interval '1 microsecond'", 6, 'was changed'],
    ['subject = \'{"model": "m7"}\'', 6, 'was changed'],
    ['detail = detail || \'{"more": 1}\'', 6, 'was changed'],
    ["detail = '{}'", 6, 'was changed'],
    ["hash = repeat('0', 64)", 6, 'was changed'],
    ["previous_hash = ''", 6, 'does not follow'],
    ['sequence = 60', 6, 'is missing'],
  ])('a row with %s', async (change, sequence, problem) => {
    const { store, database } = opened();
    await database.script(`UPDATE drift.audit SET ${change} WHERE sequence = 6`);
    const found = await store.audit.verify();
    expect(found).toMatchObject({ intact: false, sequence, problem: expect.stringContaining(problem) });
  });

  test.each([
    ['a row that was removed', 'DELETE FROM drift.audit WHERE sequence = 6', 6],
    ['a first row that was removed', 'DELETE FROM drift.audit WHERE sequence = 1', 1],
    ['a last row that was removed', 'DELETE FROM drift.audit WHERE sequence = 10', 11 - 1],
    ['two rows that were swapped', swap, 6],
    [
      'a row that was inserted at the end',
      "INSERT INTO drift.audit SELECT 11, at, actor, action, subject, detail, hash, repeat('1', 64) FROM drift.audit WHERE sequence = 10",
      11,
    ],
    [
      'a row that was inserted before the first',
      "INSERT INTO drift.audit SELECT 0, at, actor, action, subject, detail, '', repeat('1', 64) FROM drift.audit WHERE sequence = 1",
      0,
    ],
    ['a log that was emptied', 'DELETE FROM drift.audit', 1],
    [
      'a log whose end was moved back to a row that is no end',
      "DELETE FROM drift.audit WHERE sequence > 5; UPDATE drift.audit_head SET sequence = 5, hash = repeat('2', 64)",
      5,
    ],
    ['a log whose end is unknown', 'DELETE FROM drift.audit_head', 0],
  ])('%s', async (_, sql, sequence) => {
    const { store, database } = opened();
    await database.script(sql);
    expect(await store.audit.verify()).toMatchObject({ intact: false, sequence });
  });
}
