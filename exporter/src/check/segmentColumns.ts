import type { ModelConfig, SegmentConfig } from '../config/schema.js';
import type { Selection, Source } from '../sources/source.js';

/** The columns by which a model's rows are judged apart, as far as both sides have them, and what is wrong with the others. */
export async function segmentColumns(
  source: Source,
  { name, segments }: Pick<ModelConfig, 'name' | 'segments'>,
  [current, reference]: readonly [Selection, Selection],
): Promise<{ found: readonly SegmentConfig[]; warnings: readonly string[] }> {
  if (segments.length === 0) return { found: [], warnings: [] };
  const [after, before] = [await source.columns(current.relation), await source.columns(reference.relation)];
  const warnings: string[] = [];
  const found = segments.filter(({ column }) => {
    const sides = [
      ...(before.some((known) => known.name === column) ? [] : ['the reference']),
      ...(after.some((known) => known.name === column) ? [] : ['the current data']),
    ];
    if (sides.length > 0) {
      warnings.push(
        `model ${name}: segments: there is no column ${JSON.stringify(column)} in ${sides.join(' and ')}; check its name`,
      );
    }
    return sides.length === 0;
  });
  return { found, warnings };
}
