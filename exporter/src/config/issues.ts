import type { z } from 'zod';
import type { Problem } from './environment.js';
import { anyOf, nearest } from './suggest.js';

/** Keys whose values never appear in messages. */
const secretKeys = new Set([
  'password',
  'url',
  'slack_webhook',
  'pagerduty_key',
  'alertmanager_token',
  'token',
  'signing_key',
]);

/** An address with a password in it, whether or not it is a good one. */
const holdsLogin = /:.*@/s;

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of names',
};

/**
 * Says in our own words what zod found.
 * @param written the data as it stands in the file, before variables were filled in, for what is quoted
 */
export function explain(issues: readonly z.core.$ZodIssue[], written: unknown): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys') {
      const known = issue.message.split(' ');
      return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(key, known) }));
    }
    if (issue.code === 'invalid_key') {
      return [{ path: issue.path, message: issue.issues[0]?.message ?? 'not a name' }];
    }
    return [{ path: issue.path, message: sentence(issue, quote(valueAt(written, issue.path), issue.path)) }];
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = nearest(key, known);
  return guess === undefined
    ? `unknown key, expected ${anyOf(known)}`
    : `unknown key, did you mean ${guess}?`;
}

function sentence(issue: z.core.$ZodIssue, got: string | undefined): string {
  switch (issue.code) {
    case 'custom':
      return issue.params?.got === true ? withGot(issue.message, got) : issue.message;
    case 'invalid_format':
      return withGot(issue.message, got);
    case 'invalid_type':
      return expected(nouns[issue.expected] ?? issue.expected, got);
    case 'invalid_value': {
      const values = issue.values.map(String);
      const guess = got === undefined ? undefined : nearest(got.replaceAll('"', ''), values);
      return expected(anyOf(values), got) + (guess === undefined ? '' : `, did you mean ${guess}?`);
    }
    case 'too_small':
      if (issue.origin === 'string') return expected('text', got);
      if (issue.origin === 'array') return 'expected at least one entry, got an empty list';
      return expected(
        `${noun(issue.origin)} ${issue.inclusive === true ? 'of at least' : 'above'} ${issue.minimum}`,
        got,
      );
    case 'too_big':
      return expected(
        `${noun(issue.origin)} ${issue.inclusive === true ? 'of at most' : 'below'} ${issue.maximum}`,
        got,
      );
    default:
      return `not a value that fits, got ${got ?? 'nothing'}`;
  }
}

const noun = (origin: string) => (origin === 'int' ? 'a whole number' : 'a number');

const expected = (what: string, got: string | undefined) => withGot(`expected ${what}`, got);

const withGot = (message: string, got: string | undefined) =>
  got === undefined ? `missing, ${message}` : `${message}, got ${got}`;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? (part as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** The value as it stands in the file, short; undefined where there is none. */
function quote(value: unknown, path: readonly PropertyKey[]): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'nothing';
  if (path.some((key) => secretKeys.has(String(key)))) return 'a value that is not shown';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  if (holdsLogin.test(value)) return 'a value that is not shown';
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
}
