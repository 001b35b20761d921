/** What `ByteWriter` wrote. Every method throws a RangeError where the bytes end too soon. */
export class ByteReader {
  readonly #buffer: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.#buffer[this.#offset++];
    if (value === undefined) throw new RangeError('bytes are missing');
    return value;
  }

  whole(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError('a whole number is too large');
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  single(): number {
    const value = this.#buffer.readFloatLE(this.#offset);
    this.#offset += 4;
    return value;
  }

  double(): number {
    const value = this.#buffer.readDoubleLE(this.#offset);
    this.#offset += 8;
    return value;
  }

  text(bytes: number): string {
    return this.bytes(bytes).toString('utf8');
  }

  /** Not a copy. */
  bytes(length: number): Buffer {
    const end = this.#offset + length;
    if (end > this.#buffer.length) throw new RangeError('bytes are missing');
    const bytes = this.#buffer.subarray(this.#offset, end);
    this.#offset = end;
    return bytes;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#buffer.length;
  }

  /** @throws RangeError where bytes are left over */
  end(): void {
    if (this.#offset !== this.#buffer.length) {
      throw new RangeError(`${this.#buffer.length - this.#offset} bytes are left over`);
    }
  }
}
