import * as registry from './index.js';
import type { Migration } from './migration.js';

test('versions count up from one without gaps', () => {
  const versions = (Object.values(registry) as Migration[])
    .map(({ version }) => version)
    .sort((a, b) => a - b);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
});
