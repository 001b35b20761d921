/** Metrics of later stages: their alerts sleep until then. */
export const sleeping: ReadonlyMap<string, readonly string[]> = new Map([
  ['drift_probability', ['model', 'feature']],
]);
