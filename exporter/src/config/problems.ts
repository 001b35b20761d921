import { DriftError } from '../errors.js';

/** One error for all problems: a single one as it stands, several as one line each. */
export function joinProblems(problems: readonly DriftError[]): DriftError {
  const [first, ...others] = problems;
  if (first !== undefined && others.length === 0) {
    return first;
  }
  const lines = problems.map(({ message }) => message);
  return new DriftError('config_invalid', lines.join('\n'), { cause: new AggregateError(problems) });
}

/** The single problems behind an error of `loadConfig`. */
export function problemsOf(error: DriftError): readonly DriftError[] {
  const { cause } = error.context;
  return cause instanceof AggregateError
    ? cause.errors.filter((entry) => entry instanceof DriftError)
    : [error];
}
