import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openDuckDB } from './duckdbInstance.js';

const LONG = 'SELECT sum(hash(i * j)) FROM range(1000000) AS a(i), range(1000000) AS b(j)';

describe('closing a DuckDB that is at work', () => {
  const open = () => openDuckDB({ threads: 2, memoryLimit: '256MB', ordered: true });

  // what has just been begun crashed the process, what had run for a while went on for hours
  test.each([0, 20, 200])('ends a query that began %i ms before', async (since) => {
    const database = await open();
    const query = expect(database.use((connection) => connection.run(LONG))).rejects.toThrow(/interrupt/i);
    if (since > 0) await setTimeout(since);
    await database.close();
    await query;
    expect(existsSync(database.folder)).toBe(false);
  });

  test('waits for the part of a stream that is being fetched', async () => {
    const database = await open();
    const stream = await database.use((connection) =>
      connection.stream("SELECT repeat('x', 100) || i FROM range(20000000) AS a(i) WHERE i % 3 = 0"),
    );
    const ends: string[] = [];
    const fetched = database.use(() => stream.fetchChunk()).finally(() => ends.push('fetched'));
    await database.close();
    ends.push('closed');
    await fetched.catch(() => undefined);
    expect(ends).toEqual(['fetched', 'closed']);
  });

  test('ends work of many queries, of which none is begun afterwards', async () => {
    const database = await open();
    let closed = false;
    let late = 0;
    const work = database.use(async (connection) => {
      for (;;) {
        if (closed) late++;
        await connection.run('SELECT sum(hash(i)) FROM range(100000) AS a(i)');
      }
    });
    const ended = expect(work).rejects.toThrow(/interrupt/i);
    await setTimeout(20);
    await database.close();
    closed = true;
    await ended;
    expect(late).toBe(0);
    await expect(database.use((connection) => connection.run('SELECT 1'))).rejects.toThrow(
      'the database was closed',
    );
  });
});
