import type { Config } from '../../config/schema.js';

/** What of the store cannot change while it is open. */
export function placeOf({ store }: Config): object {
  return { ...store, retention: undefined, influxdb: undefined };
}
