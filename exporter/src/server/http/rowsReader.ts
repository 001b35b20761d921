import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import { DriftError } from '../../errors.js';
import { IntakeShare, type Intake } from './intake.js';
import { rowFormat } from './rowFormat.js';

export interface RowsLimits {
  /** Bytes of a body, decompressed. */
  readonly limit: number;
  /** Milliseconds that a body may take to come. */
  readonly timeout: number;
}

/**
 * Reads a body of rows into memory, as far as there is room over all requests: who comes when there is none is told at once,
 * rather than after a body that has to wait for others.
 */
export function rowsReader(
  intake: Intake,
  limits: RowsLimits,
  /** Told of each request that is not read to its end. */
  refused: (request: Request, error: unknown) => void,
): RequestHandler {
  return async (request, response, next) => {
    try {
      if (rowFormat(request.headers) === undefined) throw unknownType();
      const stated = Number(request.headers['content-length'] ?? 0);
      if (stated > limits.limit) throw new StatusError(413, limits.limit);
      const share = new IntakeShare(intake, stated);
      response.once('close', () => share.release(response.writableFinished && response.statusCode === 200));
      request.body = await collect(request, decoded(request), (bytes) => share.take(bytes), limits);
    } catch (error) {
      // what still comes is let go, so that the answer reaches the client
      request.resume();
      refused(request, error);
      return next(error);
    }
    return next();
  };
}

function unknownType(): DriftError {
  const message = 'send rows as application/json (a list) or application/x-ndjson (lines)';
  return new DriftError('content_type_unknown', message);
}

/** What express and its parsers throw, too. */
class StatusError extends Error {
  constructor(
    readonly status: number,
    /** Bytes of a body. */
    readonly limit?: number,
  ) {
    super(`status ${status}`);
  }
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request;
  if (encoding !== 'gzip') throw new StatusError(415);
  return request.pipe(createGunzip());
}

function collect(
  request: IncomingMessage,
  body: Readable,
  take: (bytes: number) => void,
  { limit, timeout }: RowsLimits,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end(new StatusError(408)), timeout);
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      try {
        if (size > limit) throw new StatusError(413, limit);
        take(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        end(error);
      }
    };
    const onEnd = (): void => end();
    const onError = (): void => end(new StatusError(400));
    function end(error?: unknown): void {
      clearTimeout(timer);
      body.off('data', onData).off('end', onEnd);
      request.off('close', onClose);
      if (body !== request) request.unpipe();
      if (error === undefined) resolve(Buffer.concat(chunks, size));
      else reject(error);
    }
    // a client that has gone
    function onClose(): void {
      if (!request.complete) end(new StatusError(400));
    }
    body.on('data', onData).on('end', onEnd);
    // stays: what breaks later interests nobody
    body.on('error', onError);
    request.on('close', onClose);
  });
}
