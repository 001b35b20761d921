import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const require = createRequire(import.meta.url);

// the forms that the compiler and packages write; whatever else is met is refused below
const imports = /^import(?: ?\{([^}]*)\} ?from)? ?['"]([^'"]+)['"];?$/gm;
const declarations = /^export ((?:async )?function|class|const|let) (\w+)/gm;
const lists = /\bexport ?\{([^}]*)\};?\s*$/;

/**
 * One script without imports from ES modules and what they import, each in a scope of its own, in the order in which
 * they need each other. Modules are compiled ones beside this file, or packages; of these the licence goes along.
 * @throws Error where modules import each other in a circle or are written in a form that is not known here
 */
export function bundle(entry: string): string {
  const names = new Map<string, string>();
  const parts: string[] = [];
  const visit = (file: string, trail: readonly string[]): string => {
    if (trail.includes(file)) throw new Error(`circular import: ${[...trail, file].join(' → ')}`);
    const known = names.get(file);
    if (known !== undefined) return known;
    const text = scoped(file, (from) => visit(from, [...trail, file]));
    const name = `module${names.size}`;
    names.set(file, name);
    parts.push(`const ${name} = ${text}`);
    return name;
  };
  visit(entry, []);
  return `(() => {\n'use strict';\n${parts.join('\n')}\n})();\n`;
}

/** A module as a function's body that returns what the module exports. */
function scoped(file: string, visit: (file: string) => string): string {
  const exported: string[] = [];
  const body = readFileSync(file, 'utf8')
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
    .replace(imports, (_, list: string | undefined, from: string) => {
      const name = visit(from.startsWith('.') ? resolve(dirname(file), from) : require.resolve(from));
      return list === undefined ? '' : `const {${pairs(list).map(renamed).join(', ')}} = ${name};`;
    })
    .replace(declarations, (_, kind: string, name: string) => {
      exported.push(name);
      return `${kind} ${name}`;
    })
    .replace(lists, (_, list: string) => {
      exported.push(...pairs(list).map(([inside, outside]) => `${outside}: ${inside}`));
      return '';
    });
  if (/^(?:import|export)\b/m.test(body)) throw new Error(`cannot bundle ${file}`);
  return `(() => {\n${licence(file)}${body.trim()}\nreturn { ${exported.join(', ')} };\n})();`;
}

/** `a, b as c` as pairs of names. */
function pairs(list: string): (readonly [name: string, as: string])[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const [name = '', as = name] = item.split(/\s+as\s+/);
      return [name, as] as const;
    });
}

function renamed([name, as]: readonly [string, string]): string {
  return name === as ? name : `${name}: ${as}`;
}

function licence(file: string): string {
  const folder = /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
  return folder === undefined ? '' : `/*!\n${readFileSync(resolve(folder, 'LICENSE'), 'utf8').trim()}\n*/\n`;
}
