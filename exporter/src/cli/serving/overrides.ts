import type { ClockName } from '../../config/monitoring.js';
import type { Config } from '../../config/schema.js';
import { parseListen } from '../../config/server.js';
import { isWriterName, WRITER_NAME } from '../../config/stream.js';
import { DriftError } from '../../errors.js';

/** The configuration with what a command line says in its place. */
export function withOverrides(
  config: Config,
  {
    clock,
    listen,
    writer,
  }: { readonly clock?: ClockName; readonly listen?: string; readonly writer?: string },
): Config {
  const address = listen === undefined ? undefined : parseListen(listen);
  if (listen !== undefined && address === undefined) {
    throw new DriftError(
      'usage',
      `--listen ${listen}: expected an address and a port such as 127.0.0.1:9464`,
    );
  }
  if (writer !== undefined && !isWriterName(writer)) {
    throw new DriftError('usage', `--writer ${writer}: expected ${WRITER_NAME}`);
  }
  const monitoring = {
    ...config.monitoring,
    ...(clock === undefined ? {} : { clock }),
    ...(writer === undefined ? {} : { writer }),
  };
  return {
    ...config,
    monitoring,
    ...(address === undefined ? {} : { server: { ...config.server, listen: address } }),
  };
}
