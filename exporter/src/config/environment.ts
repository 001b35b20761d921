/** What is wrong with the value at a path. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `${ENV_NAME}` in every text by the variable's value. `$${` stands for `${` itself.
 * @param problems receives variables that are not set and references that are no names
 */
export function expandEnvironment(
  value: unknown,
  environment: Environment,
  problems: Problem[],
  path: readonly PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    return expandText(value, environment, (message) => problems.push({ path, message }));
  }
  if (Array.isArray(value)) {
    return value.map((entry, index) => expandEnvironment(entry, environment, problems, [...path, index]));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        key,
        expandEnvironment(entry, environment, problems, [...path, key]),
      ]),
    );
  }
  return value;
}

/** Whether a text takes anything from the environment. */
export const usesEnvironment = (value: string): boolean => /(?<!\$)\$\{/.test(value);

function expandText(text: string, environment: Environment, problem: (message: string) => void): string {
  return text.replace(/\$?\$\{([^}]*)(\}?)/g, (whole, name: string, end: string) => {
    if (whole.startsWith('$$')) {
      return whole.slice(1);
    }
    if (end === '' || !/^[A-Za-z_]\w*$/.test(name)) {
      problem('expected the name of an environment variable as in ${NAME}, or $${ for a literal ${');
      return '';
    }
    const value = environment[name];
    if (value === undefined) {
      problem(`environment variable ${name} is not set`);
    }
    return value ?? '';
  });
}
