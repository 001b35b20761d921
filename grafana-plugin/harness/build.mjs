// Bundles the real Grafana packages and the page that drives the built panel, once a Grafana: oldest (those of this package)
// and newest (those of newest/). Usage: node harness/build.mjs [oldest|newest]
import { build } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const packages = { oldest: join(root, 'node_modules'), newest: join(root, 'newest', 'node_modules') };
const chosen = process.argv.slice(2);

for (const [name, folder] of Object.entries(packages)) {
  if (chosen.length > 0 && !chosen.includes(name)) {
    continue;
  }
  const out = join(here, 'dist', name);
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: [join(here, 'page.tsx')],
    outfile: join(out, 'page.js'),
    bundle: true,
    format: 'iife',
    jsx: 'transform',
    platform: 'browser',
    sourcemap: false,
    logLevel: 'error',
    // the page's own packages must not register with the loader of the panel
    define: { 'process.env.NODE_ENV': '"production"', global: 'window', define: 'undefined' },
    loader: { '.svg': 'text', '.ttf': 'empty', '.woff': 'empty', '.woff2': 'empty', '.css': 'empty' },
    plugins: [packagesOf(folder)],
  });
  const require = createRequire(join(root, 'package.json'));
  const system = dirname(require.resolve('systemjs/package.json'));
  copyFileSync(join(system, 'dist', 'system.min.js'), join(out, 'system.js'));
  copyFileSync(join(system, 'dist', 'extras', 'amd.min.js'), join(out, 'amd.js'));
}

/** Has the page's own imports come from one folder of packages, so that there is one React and one Grafana. */
function packagesOf(folder) {
  return {
    name: 'packages',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[@a-z]/ }, ({ path, importer, kind }) =>
        importer.startsWith(here) ? resolve(path, { resolveDir: dirname(folder), kind }) : undefined
      );
    },
  };
}
