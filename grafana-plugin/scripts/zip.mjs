// Packs dist/ as Grafana's catalogue wants it: a zip with one folder that is named after the plugin.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';

const { id, info } = JSON.parse(readFileSync('dist/plugin.json', 'utf8'));
// the catalogue wants no relative links in it; it shows the pictures as screenshots
const readme = readFileSync('dist/README.md', 'utf8');
writeFileSync('dist/README.md', readme.replaceAll(/^!\[.*\]\(src\/img\/.*\)\n\n/gm, ''));
const files = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const entries = files.map((file) => [`${id}/${relative('dist', file)}`, readFileSync(file)]);
const target = `artifacts/${id}-${info.version}.zip`;
mkdirSync('artifacts', { recursive: true });
writeFileSync(target, zipSync(Object.fromEntries(entries)));
process.stderr.write(`${target}\n`);
