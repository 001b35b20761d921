/** Metrics of later stages: their alerts sleep until then. None at present. */
export const sleeping: ReadonlyMap<string, readonly string[]> = new Map();
