import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseConfig, type ConfigFiles } from '../../exporter/src/config/load.js';
import { registries } from './registries.js';

/** A bad file's name without `.yaml`, and all that is said of it, a line a mistake. */
export type BadFile = readonly [name: string, message: string];

type Content = Pick<ConfigFiles, 'monitoring' | 'thresholds'>;

const folder = resolve('exporter/src/config');
/** What stands for a secret in bad files. */
const SECRETS = /hunter2|123456789/;

/**
 * Tests that each file of `testdata/<kind>/` is refused with just its message, that none is left out, and that no message tells
 * a secret.
 * @param contentOf what the file is: `monitoring_config.yaml` by default
 */
export function testBadFiles(
  kind: string,
  cases: readonly BadFile[],
  contentOf: (file: Uint8Array) => Content = (monitoring) => ({ monitoring }),
): void {
  const testdata = join(folder, 'testdata', kind);
  describe(`a bad file of testdata/${kind}`, () => {
    test.each(cases)('%s', (name, message) => {
      const content = contentOf(readFileSync(join(testdata, `${name}.yaml`)));
      const files = { folder, monitoringName: 'monitoring_config.yaml', ...content };
      expect(() => parseConfig(files, { registries, environment: {} })).toThrow(
        expect.objectContaining({ code: 'config_invalid', message }),
      );
    });

    test('every one is tested, and no message tells a secret', () => {
      const files = readdirSync(testdata).map((name) => name.replace('.yaml', ''));
      expect(files.sort()).toEqual(cases.map(([name]) => name).sort());
      expect(JSON.stringify(cases)).not.toMatch(SECRETS);
    });
  });
}
