import type { WindowState } from '../../monitor/state.js';
import type { ModelFamily, Sample } from '../family.js';
import type { ModelView } from '../modelView.js';

/** One number a model; none where it is not known. */
export function ofModel(
  name: string,
  help: string,
  value: (view: ModelView) => number | undefined,
): ModelFamily {
  return {
    name,
    help,
    type: 'gauge',
    samples(view) {
      const known = value(view);
      return known === undefined ? [] : [{ labels: { model: view.model }, value: known }];
    },
  };
}

/** One number a model and window; none where it is not known. */
export function ofWindow(
  name: string,
  help: string,
  value: (window: WindowState) => number | undefined,
): ModelFamily {
  return {
    name,
    help,
    type: 'gauge',
    samples: ({ model, windows }) =>
      windows.flatMap((window): Sample[] => {
        const known = value(window);
        return known === undefined ? [] : [{ labels: { model, window: window.name }, value: known }];
      }),
  };
}
