import { DriftError } from '../../errors.js';

/** Milliseconds for which room is kept for what a client has promised: who is slow keeps nobody out for longer. */
const PROMISE = 2_000;
/** Share of the newest request in how long they take of late. */
const NEWEST = 0.2;
/** Seconds. */
const LONGEST_WAIT = 30;

/** Bytes of rows that have come and are not answered yet, and of those that are about to come, over all requests. */
export class Intake {
  #bytes = 0;
  /** How long requests take of late, from their head until they are answered; milliseconds. */
  #took = 0;

  constructor(readonly most: number) {}

  /** @throws DriftError `stream_busy` where there is no room for so many more, and when there may be */
  assertRoom(bytes: number): void {
    if (this.#bytes === 0 || this.#bytes + bytes <= this.most) return;
    // by then those that are here now are answered
    const retryAfter = Math.min(LONGEST_WAIT, Math.max(1, Math.ceil(this.#took / 1000)));
    throw new DriftError('stream_busy', 'too many rows are being counted; try again', { retryAfter });
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  /** @param milliseconds that a request took */
  answered(milliseconds: number): void {
    this.#took += NEWEST * (milliseconds - this.#took);
  }
}

/** The room of one request: what has come of it and, for a while, what it has promised. */
export class IntakeShare {
  #come = 0;
  #promised: number;
  readonly #started = performance.now();
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

  /** @param isTaken whether its rows were */
  release(isTaken: boolean): void {
    clearTimeout(this.#lapse);
    this.#keepPromise(this.#promised);
    this.intake.add(-this.#come);
    if (isTaken) this.intake.answered(performance.now() - this.#started);
  }

  #keepPromise(bytes: number): void {
    this.#promised -= bytes;
    this.intake.add(-bytes);
  }
}
