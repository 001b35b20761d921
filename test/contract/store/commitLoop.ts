/**
 * A program that commits hour after hour to the store in a folder or at a url, as a writer of the given name, until it is
 * killed or a commit fails. It says `begin <hour>`, `done <hour>` and `failed <code>`.
 */
import { Secret } from '../../../exporter/src/config/secret.js';
import type { DriftError } from '../../../exporter/src/errors.js';
import { openStore } from '../../../exporter/src/store/store.js';
import { fixtureBuckets, fixtureCommit, fixtureReference, fixtureScore, HOUR, START } from './fixture.js';

const [place = '', writer = ''] = process.argv.slice(2);
const retention = { buckets: 0, days: 0, scores: 0 };
const store = await openStore(
  place.startsWith('postgres') ? { url: new Secret(place), retention } : { path: place, retention },
);
const kept = fixtureReference('crash', ['x', 'y', 'z']);
const { version, features } = kept.reference;
const position = await store.position('crash', version, writer);
try {
  for (let hour = position === undefined ? 0 : (position.closedUntil - START) / HOUR; ; hour++) {
    const from = START + hour * HOUR;
    const was = hour === 0 ? {} : { was: from };
    console.log(`begin ${hour}`);
    await store.commit(
      fixtureCommit(kept, {
        writer,
        check: { ...fixtureCommit(kept, {}).check, startedAt: new Date(from) },
        replace: { from, to: from + 2 * HOUR },
        // the second of them is open, and is counted again
        buckets: fixtureBuckets(features, from, 2, { seed: hour }),
        position: { closedUntil: from + HOUR, countedFrom: START, shift: 0, ...was },
        counted: [{ feature: 'x', counts: Float64Array.of(38, 1), sum: 1 }],
        scores: features.map(({ feature }) => fixtureScore(feature.name, '1h', from + HOUR, 0.1)),
        events: [
          {
            at: new Date(from),
            actor: writer,
            action: 'reloaded',
            subject: { model: 'crash' },
            detail: { hour },
          },
        ],
      }),
    );
    console.log(`done ${hour}`);
  }
} catch (error) {
  console.log(`failed ${(error as DriftError).code}`);
  await store.close();
}
