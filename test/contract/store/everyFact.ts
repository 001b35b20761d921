import type pg from 'pg';
import type { Store } from '../../../exporter/src/store/store.js';
import { DAY, fixtureCommit, fixtureReference, fixtureScore, HOUR, START } from './fixture.js';
import { fixtureFindings } from './fixtureFindings.js';

/** Something of a model for every view and every table that knows models. */
export async function writeEveryFact(store: Store, owner: pg.Client, model: string): Promise<void> {
  const feature = `feature of ${model}`;
  const plain = fixtureReference(model, [feature]);
  const kept = { ...plain, reference: { ...plain.reference, extras: { of: model } } };
  const { version } = kept.reference;
  await store.references.save(kept);
  await store.references.activate(model, version, new Date(START));
  const choice = { column: 'channel', from: START, top: 1, values: [model], candidates: [model], wishes: '' };
  await store.saveSegmentChoice(model, version, { ...choice, references: ['{}'] });
  await store.commit(
    fixtureCommit(kept, {
      counted: [{ feature, counts: Float64Array.of(1), sum: 1 }],
      position: { closedUntil: START, countedFrom: START, shift: 0 },
      scores: [fixtureScore(feature, '1h', START + HOUR, 0.3)],
      distributions: [
        {
          ...{ windowName: '1h', segment: '', feature, from: START, to: START + HOUR },
          ...{ uppers: Float64Array.of(1, Infinity), reference: Float64Array.of(1, 1) },
          ...{ current: Float64Array.of(1, 1), missing: { reference: 0, current: 0 } },
        },
      ],
      activities: [{ feature, segment: '', active: true, since: START, state: {} }],
      findings: fixtureFindings(feature, '1h', START + HOUR),
      moments: [{ start: START, blob: Uint8Array.of(1) }],
      detectors: { until: START, state: model },
    }),
  );
  const expectation = { model, feature, until: Date.now() + DAY, comment: model, actor: 'a', at: START };
  await store.expectations.set(expectation);
  const given = { text: [model, version, feature], at: new Date(START) };
  const facts = [
    `INSERT INTO drift.data_quality (model, version, feature, window_name, window_start, window_end)
     VALUES ($1, $2, $3, '1h', $4, $4)`,
    `INSERT INTO drift.ingests (model, content, run, file, recorded_at, rows, refused, failing)
     VALUES ($1, $2, $3, $3, $4, 1, 0, 0)`,
    `INSERT INTO drift.ingest_totals (model, reason, refused) SELECT $1, $2 || $3, extract(epoch FROM $4::timestamptz)`,
    `INSERT INTO drift.stream_logs (model, writer, log) SELECT $1, $2, $3 || extract(epoch FROM $4::timestamptz)`,
    `WITH a AS (INSERT INTO drift.alerts (fingerprint, name, model, feature, status, starts_at)
       VALUES ($1, $2, $1, $3, 'firing', $4) RETURNING id)
     INSERT INTO drift.alert_events (alert_id, occurred_at, event, detail) SELECT id, $4, 'fired', $1 FROM a`,
    `INSERT INTO drift.alert_totals (model, kind, label, value)
     SELECT $1, $2, $3, extract(epoch FROM $4::timestamptz)`,
    `INSERT INTO drift.profiles (series_id, bucket_start, rows, writer, blob)
     SELECT id, $4, 1, $3, '' FROM drift.series WHERE model = $1 AND version = $2`,
    `INSERT INTO drift.calibrations (model, version, calibration) SELECT $1, $2, jsonb_build_object($3::text, $4::timestamptz)
     ON CONFLICT DO NOTHING`,
    `INSERT INTO drift.reference_buckets (reference_feature_id, bucket_start, rows, blob)
     SELECT id, $4, 1, '' FROM drift.reference_features WHERE model = $1 AND version = $2 AND feature = $3`,
  ];
  for (const sql of facts) await owner.query(sql, [...given.text, given.at]);
}
