import type { ClockName } from '../../config/monitoring.js';
import type { Config } from '../../config/schema.js';
import { parseListen } from '../../config/server.js';
import { parseShard, SHARD_EXAMPLE } from '../../config/shard.js';
import { isWriterName, WRITER_NAME } from '../../config/stream.js';
import { DriftError } from '../../errors.js';

/** The configuration with what a command line says in its place. */
export function withOverrides(
  config: Config,
  {
    clock,
    listen,
    shard,
    writer,
  }: {
    readonly clock?: ClockName;
    readonly listen?: string;
    readonly shard?: string;
    readonly writer?: string;
  },
): Config {
  const address = listen === undefined ? undefined : parseListen(listen);
  if (listen !== undefined && address === undefined) {
    throw new DriftError(
      'usage',
      `--listen ${listen}: expected an address and a port such as 127.0.0.1:9464`,
    );
  }
  const part = shard === undefined ? undefined : parseShard(shard);
  if (shard !== undefined && part === undefined) {
    throw new DriftError('usage', `--shard ${shard}: expected ${SHARD_EXAMPLE}`);
  }
  if (writer !== undefined && !isWriterName(writer)) {
    throw new DriftError('usage', `--writer ${writer}: expected ${WRITER_NAME}`);
  }
  return {
    ...config,
    monitoring: {
      ...config.monitoring,
      ...(clock && { clock }),
      ...(part && { shard: part }),
      ...(writer === undefined ? {} : { writer }),
    },
    ...(address === undefined ? {} : { server: { ...config.server, listen: address } }),
  };
}
