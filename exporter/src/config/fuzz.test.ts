import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { DriftError } from '../errors.js';
import { parseConfig } from './load.js';
import { configWarnings } from './warnings.js';
import { registries } from '../../../test/support/registries.js';

/** Whatever stands in the files: a configuration, or an error of ours that says where. */
function survives(monitoring: Uint8Array, thresholds: Uint8Array): void {
  try {
    configWarnings(
      parseConfig(
        { folder: '/config', monitoringName: 'monitoring_config.yaml', monitoring, thresholds },
        { registries },
      ),
    );
  } catch (error) {
    expect(error).toBeInstanceOf(DriftError);
    expect((error as DriftError).code).toBe('config_invalid');
    expect((error as DriftError).message).toMatch(/^(drift_thresholds|monitoring_config)\.yaml/);
  }
}

const bytes = (text: string) => Buffer.from(text);
const examples = ['config/drift_thresholds.yaml', 'config/monitoring_config.yaml'].map((path) =>
  readFileSync(path, 'utf8'),
);
const keys = [...new Set(examples.join('\n').match(/\w+(?=:)/g))];

test('any bytes', () => {
  fc.assert(fc.property(fc.uint8Array(), fc.uint8Array(), survives));
});

test('any text of YAML’s own characters', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab1.:-?&*!|>\'"%@`#{}[],<$ \n\t~') });
  fc.assert(
    fc.property(text, text, (a, b) => survives(bytes(a), bytes(b))),
    { numRuns: 300 },
  );
});

test('any data under our own keys', () => {
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('5m', 'files', 'duckdb', 'postgres', '2013-03-01', 'UTC', '${HOME}', '__proto__'),
    ),
    map: fc.dictionary(fc.constantFrom(...keys, '__proto__'), tie('value'), { maxKeys: 8 }),
    list: fc.array(tie('value'), { maxLength: 3 }),
    value: fc.oneof({ maxDepth: 5, depthSize: 'large' }, tie('leaf'), tie('map'), tie('list')),
  }));
  const map = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 });
  fc.assert(
    fc.property(map, map, (a, b) => survives(bytes(stringify(a)), bytes(stringify(b)))),
    { numRuns: 100 },
  );
});

test('the annotated files with a piece cut out, doubled or replaced', () => {
  const cut = (text: string) =>
    fc
      .tuple(
        fc.nat(text.length),
        fc.nat(40),
        fc.constantFrom('', '\t', '  ', ': ', '"', '{', '[', '*a', '&a ', '${', '\0'),
      )
      .map(([start, length, piece]) => text.slice(0, start) + piece + text.slice(start + length));
  const [thresholds = '', monitoring = ''] = examples;
  fc.assert(
    fc.property(cut(monitoring), cut(thresholds), (a, b) => survives(bytes(a), bytes(b))),
    { numRuns: 60 },
  );
});
