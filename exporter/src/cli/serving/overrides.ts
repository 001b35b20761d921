import type { ClockName } from '../../config/monitoring.js';
import type { Config } from '../../config/schema.js';
import { parseListen } from '../../config/server.js';
import { DriftError } from '../../errors.js';

/** The configuration with what a command line says in its place. */
export function withOverrides(
  config: Config,
  { clock, listen }: { readonly clock?: ClockName; readonly listen?: string },
): Config {
  const address = listen === undefined ? undefined : parseListen(listen);
  if (listen !== undefined && address === undefined) {
    throw new DriftError(
      'usage',
      `--listen ${listen}: expected an address and a port such as 127.0.0.1:9464`,
    );
  }
  return {
    ...config,
    ...(clock === undefined ? {} : { monitoring: { ...config.monitoring, clock } }),
    ...(address === undefined ? {} : { server: { ...config.server, listen: address } }),
  };
}
