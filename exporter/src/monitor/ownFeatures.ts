import type { Config, ModelConfig } from '../config/schema.js';
import { ownFeature, type OwnFeature } from '../detection/lstm/simulate/ownStream.js';
import { referenceBuckets } from '../detection/overTime/referenceBuckets.js';
import { withScratchStore } from '../store/scratchStore.js';
import { openRuntime } from './runtime.js';

const WRITER = 'train';

/**
 * The features of a model's reference by hour and day, as the network learns from them: counted anew, into a store that is gone
 * afterwards. Features without times, with too few days or one value are left out.
 */
export function ownFeatures(
  config: Config,
  model: ModelConfig,
  onWarning: (warning: string) => void,
): Promise<OwnFeature[]> {
  return withScratchStore(async (scratch) => {
    const { opened, plan, kept } = await openRuntime(config, model, scratch, WRITER, onWarning, {
      alone: true,
    });
    try {
      const { version, features } = kept.reference;
      const found: OwnFeature[] = [];
      for (const feature of features) {
        const buckets = await scratch.references.buckets(model.name, version, feature);
        const own = referenceBuckets(feature.feature.name, buckets);
        const known = ownFeature(own, feature.profile.grid.kind === 'numeric', plan.bucket);
        if (known !== undefined) found.push(known);
      }
      return found;
    } finally {
      await opened.close();
    }
  });
}
