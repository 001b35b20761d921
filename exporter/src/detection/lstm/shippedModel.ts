import { installedFile } from '../../installedFile.js';

/** The folder of the model that comes with the exporter. */
export function shippedModel(): string {
  return installedFile('models', 'exporter/models');
}
