export { attributionScenes } from './attribution.js';
export { distributionOverlayScenes } from './distributionOverlay.js';
export { featureTrendScenes } from './featureTrend.js';
export { psiHeatmapScenes } from './psiHeatmap.js';
