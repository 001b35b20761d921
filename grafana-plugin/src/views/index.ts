export { attribution } from './attribution/view';
export { distributionOverlay } from './distributionOverlay/view';
export { featureTrend } from './featureTrend/view';
export { psiHeatmap } from './psiHeatmap/view';
