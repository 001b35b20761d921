import type { AuditEntry, AuditEvent } from '../../store/records.js';
import { episodesOf } from './episodes.js';

const day = (number: number): string => new Date(Date.UTC(2013, 0, number)).toISOString();

function entry(
  sequence: number,
  action: AuditEvent['action'],
  feature: string,
  until: number,
  since?: number,
  model = 'flights',
): AuditEntry {
  return {
    sequence,
    at: new Date(0),
    actor: 'drift-exporter',
    action,
    subject: { model, feature },
    detail: { data_until: day(until), ...(since === undefined ? {} : { since: day(since) }) },
    previousHash: '',
    hash: '',
  };
}

test('pairs beginnings and ends, in whatever order entries come, and lets the last run on', () => {
  const entries = [
    entry(5, 'drift_started', 'wind', 12, 11),
    entry(2, 'drift_ended', 'temperature', 4),
    entry(1, 'drift_started', 'temperature', 3, 2),
    entry(3, 'drift_started', 'temperature', 6, 5),
    entry(4, 'drift_ended', 'temperature', 10),
    entry(6, 'drift_started', 'wind', 3, 2, 'another model'),
    entry(7, 'reference_promoted', 'wind', 3),
  ];
  expect(episodesOf(entries, 'flights', new Date(day(13)))).toEqual([
    {
      feature: 'temperature',
      count: 2,
      total: 7 * 86_400_000,
      longest: { from: new Date(day(5)), to: new Date(day(10)) },
    },
    {
      feature: 'wind',
      count: 1,
      total: 2 * 86_400_000,
      longest: { from: new Date(day(11)), to: new Date(day(13)) },
    },
  ]);
});

test('a model whose log says nothing has no episodes', () => {
  expect(episodesOf([], 'flights', new Date())).toEqual([]);
});
