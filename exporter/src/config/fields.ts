import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Secret } from './secret.js';

/** What the schema must know of the place where the configuration lies. */
export interface Place {
  /** Absolute path of the configuration folder, to which paths are relative. */
  readonly folder: string;
}

/** Reports that something else was expected; issues.ts adds what stands in the file. */
export function unexpected(context: z.core.$RefinementCtx, what: string): never {
  context.addIssue({ code: 'custom', message: `expected ${what}`, params: { got: true } });
  return z.NEVER;
}

/** Text of at least one character. */
export const text = () => z.string().min(1);

// `${ENV_NAME}` yields text, so numbers and flags are also taken from text.
const numeric = (value: unknown) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value) ? Number(value) : value;
const logical = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value);

/** A finite number within bounds. */
export function number(
  bounds: {
    readonly above?: number;
    readonly from?: number;
    readonly below?: number;
    readonly to?: number;
  } = {},
) {
  let schema = z.number();
  if (bounds.above !== undefined) schema = schema.gt(bounds.above);
  if (bounds.from !== undefined) schema = schema.gte(bounds.from);
  if (bounds.below !== undefined) schema = schema.lt(bounds.below);
  if (bounds.to !== undefined) schema = schema.lte(bounds.to);
  return z.preprocess(numeric, schema);
}

/** A whole number between two bounds, both included. */
export const integer = (from: number, to: number = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(numeric, z.int().gte(from).lte(to));

/** True or false. */
export const flag = () => z.preprocess(logical, z.boolean());

/**
 * A map with these keys and no others. A known key with nothing after it counts as absent, since people comment
 * out what is below a key.
 */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  const withoutEmpty = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).filter(([key, entry]) => entry !== null || !known.includes(key)),
        )
      : value;
  return z.preprocess(
    withoutEmpty,
    // zod does not say which keys are known; issues.ts reads them from the message
    z.strictObject(shape, {
      error: (issue) => (issue.code === 'unrecognized_keys' ? known.join(' ') : undefined),
    }),
  );
}

/** A value that must not be printed. */
export const secret = () => text().transform((value) => new Secret(value));

/** The path of a file that holds a secret; a trailing line break is cut. */
export const secretFile = ({ folder }: Place) =>
  text().transform((path, context): Secret => {
    const problem = (message: string): never => {
      context.addIssue({ code: 'custom', message, input: path });
      return z.NEVER;
    };
    let content: string;
    try {
      content = readFileSync(resolve(folder, path), 'utf8').replace(/\r?\n$/, '');
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      return problem(
        code === 'ENOENT'
          ? `file ${JSON.stringify(path)} does not exist`
          : `file ${JSON.stringify(path)} cannot be read (${code})`,
      );
    }
    return content === '' ? problem(`file ${JSON.stringify(path)} is empty`) : new Secret(content);
  });

/** The path of a file of certificates in PEM, absolute once read. */
export const certificateFile = ({ folder }: Place) =>
  text().transform((path, context): string => {
    const file = resolve(folder, path);
    const problem = (what: string): never => {
      context.addIssue({ code: 'custom', message: `file ${JSON.stringify(path)} ${what}` });
      return z.NEVER;
    };
    try {
      const isPem = readFileSync(file, 'utf8').includes('-----BEGIN CERTIFICATE-----');
      return isPem ? file : problem('holds no certificate, expected one in PEM');
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      return problem(code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`);
    }
  });

/** An address of the web, without a slash at its end. It is shown to people, so that no login may stand in it. */
export const webAddress = (example: string) =>
  z.string().transform((value, context) => {
    if (!/^https?:\/\/[^\s{}"<>\\]+$/.test(value) || !URL.canParse(value)) {
      return unexpected(context, `an address such as "${example}"`);
    }
    const { username, password } = new URL(value);
    return username === '' && password === ''
      ? value.replace(/\/+$/, '')
      : unexpected(context, 'an address without a user and a password in it');
  });

/** A path, absolute once read. Addresses such as `s3://…` stay as they are. */
export const path = ({ folder }: Place) =>
  text().transform((value) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : resolve(folder, value)));

/** One or several paths or globs, absolute once read. */
export const paths = (place: Place) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(path(place)).min(1));

/** Of two keys for one secret, the value that was given; an issue where both were. */
export function pickSecret(
  name: string,
  plain: Secret | undefined,
  file: Secret | undefined,
  context: z.core.$RefinementCtx,
): Secret | undefined {
  if (plain !== undefined && file !== undefined) {
    context.addIssue({
      code: 'custom',
      path: [`${name}_file`],
      message: `expected only one of ${name} and ${name}_file`,
    });
  }
  return plain ?? file;
}
