import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseConfig } from '../../exporter/src/config/load.js';
import { registries } from './registries.js';

const config = resolve('exporter/src/config');

/**
 * Tests one bad `monitoring_config.yaml` a mistake, in a folder of `exporter/src/config/testdata/`: all that is said of each, that
 * no file is left out, and that no message tells a secret.
 */
export function testBadFiles(
  folder: string,
  cases: readonly (readonly [name: string, message: string])[],
): void {
  const testdata = join(config, 'testdata', folder);

  test.each(cases)('%s', (name, message) => {
    const monitoring = readFileSync(join(testdata, `${name}.yaml`));
    const files = { folder: config, monitoringName: 'monitoring_config.yaml', monitoring };
    expect(() => parseConfig(files, { registries, environment: {} })).toThrow(
      expect.objectContaining({ code: 'config_invalid', message }),
    );
  });

  test('every file in testdata is tested, and no message tells a secret', () => {
    const names = readdirSync(testdata).map((name) => name.replace('.yaml', ''));
    expect(names.sort()).toEqual(cases.map(([name]) => name).sort());
    expect(JSON.stringify(cases)).not.toMatch(/hunter2/);
  });
}
