import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import { DriftError } from '../../errors.js';
import { rowFormat } from './rowFormat.js';

/** Bytes of rows that have come and are not answered yet, and of those that are about to come, over all requests. */
export class Intake {
  #bytes = 0;

  constructor(readonly most: number) {}

  /** @throws DriftError `stream_busy` where there is no room for so many more */
  assertRoom(bytes: number): void {
    if (this.#bytes > 0 && this.#bytes + bytes > this.most) {
      throw new DriftError('stream_busy', 'too many rows are being counted; try again');
    }
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }
}

/** The room of one request: what has come of it and, for a while, what it has promised. */
class Share {
  #come = 0;
  #promised: number;
  readonly #lapse: NodeJS.Timeout;

  /** @throws DriftError `stream_busy` */
  constructor(
    readonly intake: Intake,
    promised: number,
  ) {
    intake.assertRoom(promised);
    intake.add(promised);
    this.#promised = promised;
    this.#lapse = setTimeout(() => this.#keepPromise(this.#promised), PROMISE);
  }

  /** @throws DriftError `stream_busy` where more comes than was promised, and there is no room */
  take(bytes: number): void {
    const promised = Math.min(bytes, this.#promised);
    if (bytes > promised) this.intake.assertRoom(bytes - promised);
    this.#keepPromise(promised);
    this.intake.add(bytes);
    this.#come += bytes;
  }

  release(): void {
    clearTimeout(this.#lapse);
    this.#keepPromise(this.#promised);
    this.intake.add(-this.#come);
  }

  #keepPromise(bytes: number): void {
    this.#promised -= bytes;
    this.intake.add(-bytes);
  }
}

/** Milliseconds for which room is kept for what a client has promised: who is slow keeps nobody out for longer. */
const PROMISE = 2_000;

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
      if (stated > limits.limit) throw new StatusError(413);
      const share = new Share(intake, stated);
      response.once('close', () => share.release());
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
  constructor(readonly status: number) {
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
        if (size > limit) throw new StatusError(413);
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
