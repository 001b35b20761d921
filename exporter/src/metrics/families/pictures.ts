import type { FeatureFamily } from '../family.js';

export const picture: FeatureFamily = {
  name: 'drift_picture_info',
  help: 'Where the picture of a feature is that drifts or has drifted in a window: path, after server.external_url, is a link that needs no login for 30 days; always 1.',
  group: 'verdicts',
  type: 'gauge',
  samples({ model, feature, active, windows, pictureLink }) {
    const isShown = active?.active === true || windows.some(({ result }) => result.drifted === true);
    const path = isShown ? pictureLink?.() : undefined;
    return path === undefined ? [] : [{ labels: { model, feature, path }, value: 1 }];
  },
};
