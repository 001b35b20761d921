import { DriftError } from '../../exporter/src/errors.js';

/**
 * A suite that needs what `find` finds. Where it fails the suite is skipped, and its name says what is missing; on CI that
 * is a failure.
 */
export async function describeWith<Found>(
  find: () => Promise<Found>,
  title: string,
  body: (found: Found) => void,
): Promise<void> {
  let found: Found;
  try {
    found = await find();
  } catch (error) {
    if (process.env.CI === 'true' || !(error instanceof DriftError)) throw error;
    return describe.skip(`${title}: ${error.message}`, () => test('needs what is missing', () => undefined));
  }
  describe(title, () => body(found));
}
