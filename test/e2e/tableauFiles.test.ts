import { readdirSync, readFileSync } from 'node:fs';
import { DATASOURCE_FOLDER, tableauFiles } from '../../dashboards/src/renderTableau.js';
import type { Catalogue } from '../../dashboards/src/tableau/catalogue.js';
import { catalogueOfMigrations } from '../../dashboards/src/tableau/catalogueOfMigrations.js';
import { projectFile } from '../support/ruleFile.js';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await catalogueOfMigrations();
});

describe('what is committed', () => {
  test('is what `npm run dashboards` writes, to the last byte', () => {
    for (const [path, text] of tableauFiles(catalogue)) {
      // not `toBe`: a difference of half a megabyte is no message
      if (readFileSync(projectFile(path), 'utf8') !== text)
        throw new Error(`${path} is not what is written: npm run dashboards`);
    }
  });

  test('is the same whenever it is written, and nothing else', async () => {
    const files = tableauFiles(catalogue);
    expect(tableauFiles(await catalogueOfMigrations())).toEqual(files);
    const names = [...files.keys()].filter((path) => path.startsWith(`${DATASOURCE_FOLDER}/`));
    expect(
      readdirSync(projectFile(DATASOURCE_FOLDER))
        .sort()
        .map((name) => `${DATASOURCE_FOLDER}/${name}`),
    ).toEqual(names.sort());
  });
});

test('each view is a data source with all its columns but those that have a zone', () => {
  for (const [view, { columns }] of catalogue) {
    const text = readFileSync(projectFile(`${DATASOURCE_FOLDER}/${view}.tds`), 'utf8');
    for (const { name, type } of columns) {
      expect({ view, name, there: text.includes(`<remote-name>${name}</remote-name>`) }).toEqual({
        view,
        name,
        there: type !== 'timestamp with time zone',
      });
    }
  }
});
