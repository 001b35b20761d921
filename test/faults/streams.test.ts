import { randomUUID } from 'node:crypto';
import { json } from '../support/httpClient.js';
import { EMBEDDED_PATIENCE } from '../support/monitorProcess.js';
import { MINUTE, ROWS_A_MINUTE, TABLE_START } from '../support/monitorTable.js';
import { Draws } from '../support/randomness.js';
import { more, post, sent, type ObservationAnswer } from '../support/sentRows.js';
import { expectEndsCounted, streamTests } from '../support/streamTests.js';

const { taking, opened } = streamTests();

test(
  'what is sent counts as what lies in a table, in the answer at once and in the store',
  async () => {
    const { table, config, monitor } = await opened('same');
    for (let step = 0; step < 8; step++) {
      const rows = await more(table, 11);
      const answer = await sent(monitor, table.name, rows);
      expect(answer).toMatchObject({ accepted: rows.length, rejected: { invalid: 0, late: 0, future: 0 } });
      const [shortest] = answer.features.find(({ feature }) => feature === 'grade')?.windows ?? [];
      // ten whole minutes and the running one
      expect(shortest?.rows.current).toBe(11 * ROWS_A_MINUTE);
    }
    const stored = await expectEndsCounted({ table, config, monitor });
    expect(stored.position).toMatchObject({
      countedFrom: TABLE_START,
      closedUntil: table.newest - 3 * MINUTE,
    });
  },
  EMBEDDED_PATIENCE,
);

test(
  'killed at any point while rows come: each acknowledged row counts once, and what is sent again does not count again',
  async () => {
    const draws = new Draws(7);
    const monitoring = { check_frequency: '50ms', lookback_window: '3d', clock: 'data' };
    const { table, config, ...started } = await opened('killed', { sections: { monitoring } });
    let { monitor } = started;
    for (let kill = 0; kill < 4; kill++) {
      const rows = await more(table, 12);
      const parts = Array.from({ length: 12 }, (_, part) =>
        rows.slice(part * ROWS_A_MINUTE, (part + 1) * ROWS_A_MINUTE),
      );
      const killed = Math.floor(draws.uniform() * parts.length);
      for (const [index, part] of parts.entries()) {
        const key = randomUUID();
        const once = sent(monitor, table.name, part, { key });
        if (index === killed) {
          // while the request is under way: nobody knows whether it was counted
          const ended = monitor.end('SIGKILL');
          const answer = await once.catch(() => undefined);
          await ended;
          monitor = await taking(config, table);
          const again = await sent(monitor, table.name, part, { key });
          expect(again.accepted).toBe(part.length);
          if (answer !== undefined) expect(again.replayed).toBe(true);
        } else {
          expect((await once).accepted).toBe(part.length);
          const again = await sent(monitor, table.name, part, { key });
          expect(again).toMatchObject({ replayed: true, accepted: part.length });
        }
      }
    }
    const stored = await expectEndsCounted({ table, config, monitor });
    expect(stored.position.closedUntil).toBe(table.newest - 3 * MINUTE);
    expect(monitor.log).not.toMatch(/level=error/);
  },
  EMBEDDED_PATIENCE,
);

test(
  'one key, one body: twice at the same time it counts once, and another body is refused',
  async () => {
    const { table, monitor } = await opened('keys');
    const rows = await more(table, 20);
    const [one, other] = await Promise.all([
      post(monitor, table.name, rows, { key: 'a-key' }),
      post(monitor, table.name, rows, { key: 'a-key' }),
    ]);
    const answers = [one, other].map((answer) => json<ObservationAnswer>(answer));
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect([one, other].map(({ headers }) => headers['idempotency-replayed']).sort()).toEqual([
      'true',
      undefined,
    ]);
    expect(answers[0]?.accepted).toBe(answers[1]?.accepted);
    const refused = await post(monitor, table.name, rows.slice(1), { key: 'a-key' });
    expect({ status: refused.status, ...json<object>(refused) }).toEqual({
      status: 422,
      error: {
        code: 'key_reused',
        message: 'another body came under this Idempotency-Key before; each request needs its own',
      },
    });
    const last = await sent(monitor, table.name, []);
    const [, hour] = last.features[0]?.windows ?? [];
    expect(hour).toMatchObject({ window: '1h', rows: { current: rows.length } });
  },
  EMBEDDED_PATIENCE,
);
