/** Bytes written one after the other into a buffer that is used again and again. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(0);
  #length = 0;

  /** Begins anew, with room for so many bytes; writing more is an error. */
  start(mostBytes: number): void {
    if (this.#buffer.length < mostBytes) this.#buffer = Buffer.allocUnsafe(2 * mostBytes);
    this.#length = 0;
  }

  byte(value: number): void {
    this.#buffer[this.#length++] = value;
  }

  /** A whole number from 0 to 2⁵³ − 1, seven bits a byte, the lowest first, the eighth set on all but the last. */
  whole(value: number): void {
    let rest = value;
    // bitwise operators end at 32 bits
    while (rest >= 128) {
      this.#buffer[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#length++] = rest;
  }

  single(value: number): void {
    this.#length = this.#buffer.writeFloatLE(value, this.#length);
  }

  double(value: number): void {
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  bytes(values: Uint8Array): void {
    this.#buffer.set(values, this.#length);
    this.#length += values.length;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#buffer, 0, this.#length);
  }
}
