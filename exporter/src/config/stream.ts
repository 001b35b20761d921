import { z } from 'zod';
import { unexpected } from './fields.js';
import type { FeatureConfig } from './feature.js';
import type { ReferenceConfig } from './reference.js';

/** What stands where a model's source is told, for rows that are sent to us. */
export const STREAM_SOURCE = 'stream';
/**
 * Under this name exporters count, unless they share a stream: the same in every shard, so that a model that moves to
 * another shard is counted on from where it was, and whoever watches a model besides is noticed.
 */
export const DEFAULT_WRITER = 'exporter';

export const WRITER_NAME = 'a name of at most 64 letters, digits, ".", "_" and "-"';

/** It is the name of a folder, too. */
export function isWriterName(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,63}$/.test(text);
}

/** The name under which an exporter counts. */
export const writerName = () =>
  z.string().transform((value, context) => (isWriterName(value) ? value : unexpected(context, WRITER_NAME)));

interface Written {
  readonly stream: boolean;
  readonly source?: string | undefined;
  readonly segments: readonly unknown[];
  readonly features?: readonly FeatureConfig[] | undefined;
  readonly reference?: ReferenceConfig | undefined;
}

/** What a stream cannot have, since its rows lie nowhere, and what only a stream can have. */
export function streamProblems({ stream, source, segments, features = [], reference }: Written): {
  readonly path: (string | number)[];
  readonly message: string;
}[] {
  const own = reference !== undefined && 'source' in reference ? reference.source : undefined;
  if (!stream) {
    return own === undefined
      ? []
      : [
          {
            path: ['reference', 'source'],
            message: "only a stream's reference has a source of its own; others lie in the model's",
          },
        ];
  }
  const kind = reference?.kind;
  return [
    ...(source === undefined
      ? []
      : [{ path: ['source'], message: 'a stream has none; reference.source says where its reference lies' }]),
    ...(segments.length === 0
      ? []
      : [{ path: ['segments'], message: 'a stream has no segments; give each a model of its own' }]),
    ...features.flatMap(({ expression }, index) =>
      expression === undefined
        ? []
        : [
            {
              path: ['features', index],
              message: 'a stream knows no SQL; send what the expression gives, as a field of its own',
            },
          ],
    ),
    ...(kind === 'range' || kind === 'rolling' || kind === 'seasonal'
      ? [
          {
            path: ['reference'],
            message: 'a stream keeps no rows; its reference needs a table, a query or files',
          },
        ]
      : []),
    ...((kind === 'table' || kind === 'query') && own === undefined
      ? [{ path: ['reference', 'source'], message: 'missing, expected the name of a source' }]
      : []),
  ];
}
