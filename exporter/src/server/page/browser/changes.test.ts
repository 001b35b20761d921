import { changesBetween } from './changes.js';
import { detailOf, verdict } from '../../../../../test/support/modelDetails.js';

const since = '2026-01-02T03:00:00.000Z';
const calm = { windows: [verdict('1h', 'none', 0.01)] };
const bad = { windows: [verdict('1h', 'critical', 0.9)] };

test('tells what began, what ended and what changed its severity', () => {
  const before = detailOf({ age: calm, city: { ...bad, active: since }, zip: calm, plan: bad });
  const after = detailOf({ age: { ...bad, active: since }, city: bad, zip: bad, plan: calm });
  expect(changesBetween(before, after)).toBe(
    'age is drifting now. city no longer drifts. zip is now critical. 1 more feature changed.',
  );
});

test('is silent where nothing changed, and about features that are new', () => {
  expect(changesBetween(detailOf({ age: calm }), detailOf({ age: calm, city: bad }))).toBe('');
});
