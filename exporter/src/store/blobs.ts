/**
 * Bytes go to the database and come back as base64: PGlite takes ten times as long for `bytea`, and many strings in one array
 * take longer than one string.
 */

/** SQL for a column of bytes, to be read by `blobOf`. */
export function blobText(column: string): string {
  return `encode(${column}, 'base64')`;
}

export function blobOf(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

/** The value of a parameter that holds many blobs, none of them empty. */
export function blobList(blobs: readonly Uint8Array[]): string {
  return blobs
    .map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
    )
    .join(' ');
}

/** SQL for that parameter as an array of texts, each to be read with `decode(text, 'base64')`. */
export function blobArray(parameter: string): string {
  return `string_to_array(${parameter}, ' ')`;
}
