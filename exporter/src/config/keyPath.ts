import { isMap, isScalar, isSeq, type Document, type Node } from 'yaml';

/** `models[0].features[3]`; keys that are no words stand in quotes. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${part}]`
        : /^[\w-]+$/.test(String(part))
          ? `${index === 0 ? '' : '.'}${String(part)}`
          : `[${JSON.stringify(String(part))}]`,
    )
    .join('');
}

/** Where the key, or else the nearest key above it that is in the file, stands. */
export function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    const resolved = resolveAlias(document, node);
    if (isMap(resolved)) {
      const pair = resolved.items.find(
        ({ key }) => (isScalar(key) ? String(key.value) : undefined) === String(part),
      );
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(resolved)) {
      node = resolved.items[Number(part)];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

function resolveAlias(document: Document.Parsed, node: unknown): unknown {
  const candidate = node as Node | null | undefined;
  return candidate && 'resolve' in candidate ? candidate.resolve(document) : node;
}

/** Where a node begins in its file, in characters. */
export const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
