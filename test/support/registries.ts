import * as sourceTypes from '../../exporter/src/sources/index.js';

/** What the command line hands to the configuration. */
export const registries = { sourceTypes };
