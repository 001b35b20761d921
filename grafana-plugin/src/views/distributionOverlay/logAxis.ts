import type { DistributionOverlayOptions } from './options';
import type { Picture } from './picture';

/** Whether the picture gets a logarithmic axis: where one is wanted, and all edges are positive. */
export function hasLogAxis(picture: Picture, { axis }: Pick<DistributionOverlayOptions, 'axis'>): boolean {
  return axis === 'log' && picture.kind === 'bins' && (picture.bins[0]?.lower ?? 0) > 0;
}
