import type { Train } from './domainAuc.js';

/** Small trees, and not too many: two thousand rows hold no more, and parity of two features takes some depth. */
const OPTIONS = {
  booster: 'gbtree',
  objective: 'binary:logistic',
  max_depth: 4,
  eta: 0.1,
  min_child_weight: 5,
  subsample: 0.8,
  colsample_bytree: 1,
  iterations: 60,
  seed: 20_130_101,
  silent: 1,
};

/**
 * XGBoost (https://arxiv.org/abs/1603.02754), compiled to WebAssembly: the same rows give the same trees. It handles the
 * process's uncaught exceptions and writes to its stderr, so load it on a thread of its own.
 */
export async function boostedTrees(): Promise<Train> {
  const { default: loaded } = await import('ml-xgboost');
  const Booster = await loaded;
  return (rows, classes) => {
    const booster = new Booster(OPTIONS);
    booster.train(rows, classes);
    return { predict: (some) => booster.predict(some), free: () => booster.free() };
  };
}
