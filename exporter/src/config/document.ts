import {
  isMap,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type YAMLParseError,
} from 'yaml';
import { DriftError } from '../errors.js';
import { complaints } from './complaints.js';
import { formatPath, offsetOf, startOf } from './keyPath.js';

/** A YAML file that has been read, and knows where its keys stand. */
export interface ConfigDocument {
  readonly file: string;
  /** Plain data; null where the file holds comments only. */
  readonly value: unknown;
  /** An error at a key path, with file, line and key. */
  errorAt(path: readonly PropertyKey[], message: string): DriftError;
}

/** Deeper than any key, and shallow enough for the stack. */
const MAX_DEPTH = 100;

/**
 * Parses one file.
 * @returns the document, or everything that keeps it from being read
 */
export function readDocument(file: string, bytes: Uint8Array): ConfigDocument | DriftError[] {
  const fail = (message: string, line?: number, cause?: unknown) =>
    new DriftError('config_invalid', message, { file, line, cause });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return [fail('not UTF-8 text', lineOfBadByte(bytes))];
  }
  if (text.trim() === '') {
    return [fail('the file is empty')];
  }
  const lineCounter = new LineCounter();
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      stringKeys: true,
      merge: true,
      logLevel: 'error',
    });
  } catch (cause) {
    return [fail('nested too deeply', undefined, cause)];
  }
  if (document.errors.length > 0) {
    return relevant(document.errors).map(({ code, pos: [start] }) => {
      const key = /^["']?([^\s:"']*)/.exec(text.slice(start))?.[1] ?? '';
      return fail(
        code === 'DUPLICATE_KEY' ? `key ${key} is there twice` : (complaints[code] ?? 'not YAML'),
        lineAt(start),
      );
    });
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (cause) {
    const alias = undefinedAlias(document);
    return [
      alias === undefined
        ? fail('aliases (*) that multiply, or a merge (<<) of what is no map', undefined, cause)
        : fail(
            `alias *${alias.source} has no anchor &${alias.source} above it`,
            lineAt(startOf(alias) ?? 0),
            cause,
          ),
    ];
  }
  if (value !== null && !isMap(document.contents)) {
    return [fail('expected a map of keys', 1)];
  }
  if (isTooDeep(value)) {
    return [fail('nested too deeply, or an alias (*) that contains itself')];
  }
  return {
    file,
    value,
    errorAt: (path, message) => {
      const line = lineAt(offsetOf(document, path));
      return new DriftError('config_invalid', message, { file, line, key: formatPath(path) || undefined });
    },
  };
}

/** One mistake makes a parser complain several times; the first is the cause. Repeated keys are each a mistake. */
function relevant(errors: readonly YAMLParseError[]): YAMLParseError[] {
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return errors.filter((error) => error === first || error.code === 'DUPLICATE_KEY');
}

function undefinedAlias(document: Document.Parsed): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) !== undefined) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

function isTooDeep(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return (
    above.length > MAX_DEPTH ||
    above.includes(value) ||
    Object.values(value).some((entry) => isTooDeep(entry, [...above, value]))
  );
}

function lineOfBadByte(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  return text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
}
