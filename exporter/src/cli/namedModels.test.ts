import { registries } from '../../../test/support/registries.js';
import { parseConfig } from '../config/load.js';
import { namedModel, readableModels } from './namedModels.js';

const monitoring = Buffer.from(`models:
  - { name: loans, source: warehouse, table: loans }
  - { name: wide, source: warehouse, table: wide, parts: 2 }
  - { name: live, stream: true, reference: { source: warehouse, table: loans } }
sources: { warehouse: { type: postgres, url: "postgresql://localhost/loans" } }`);
const config = parseConfig(
  { folder: '/config', monitoringName: 'monitoring_config.yaml', monitoring },
  { registries, environment: {} },
);
const namesOf = (names?: string[]) => readableModels(config, names).map(({ name }) => name);

test('names are taken in the order of the configuration, that of a whole for its parts', () => {
  expect(namesOf()).toEqual(['loans', 'wide (1 of 2)', 'wide (2 of 2)']);
  expect(namesOf(['wide', 'loans', 'wide (1 of 2)'])).toEqual(namesOf());
  expect(namesOf(['wide (2 of 2)'])).toEqual(['wide (2 of 2)']);
  expect(namedModel(config, 'wide (1 of 2)').part).toEqual({ of: 'wide', index: 1, count: 2 });
});

test.each<[string, () => unknown, string]>([
  ['the name of no model', () => namesOf(['trains']), 'there is no model "trains"'],
  ['a misspelt name', () => namesOf(['lone']), 'there is no model "lone"; did you mean "loans"?'],
  ['the name of a stream', () => namesOf(['live']), 'model live is a stream, whose rows are not kept'],
  [
    'a name of parts where one model is needed',
    () => namedModel(config, 'wide'),
    'wide is in 2 parts; name one of them, such as "wide (1 of 2)"',
  ],
])('%s is refused', (_case, name, message) => {
  expect(name).toThrow(message);
});
