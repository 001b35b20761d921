/** What a score or a distribution is of. Empty text where the data does not say. */
export interface Subject {
  readonly model: string;
  readonly feature: string;
  /** Length of the window, such as `6h`. */
  readonly window: string;
  /** Empty for all rows, else `column=value`. */
  readonly segment: string;
}

export function subjectOf(labels: Readonly<Record<string, string>>): Subject {
  return {
    model: labels.model ?? '',
    feature: labels.feature ?? '',
    window: labels.window ?? '',
    segment: labels.segment ?? '',
  };
}

/** Tells subjects apart, whatever their names hold. */
export function subjectKey({ model, feature, window, segment }: Subject): string {
  return JSON.stringify([model, feature, window, segment]);
}

/**
 * The names by which to tell subjects apart on a page: the feature, and only as much of model, window and segment as differs
 * among them.
 */
export function subjectNames(subjects: readonly Subject[]): string[] {
  const varying = (['model', 'window', 'segment'] as const).filter(
    (part) => new Set(subjects.map((subject) => subject[part])).size > 1
  );
  return subjects.map((subject) =>
    [subject.feature, ...varying.map((part) => subject[part]).filter((text) => text !== '')].join(' · ')
  );
}
