import { columns, plainLine, truncate } from '../text.js';

const CHARACTER = 6.2;
const MAX_LABEL = 14;

/** Where a picture of windows side by side has room. */
export interface WindowRoom {
  /** Of the plot, and beside it on the left and the right. */
  readonly width: number;
  readonly left: number;
  readonly right: number;
  /** From the plot's ends to the first and the last window. */
  readonly inset: number;
}

/** Where a window's point stands. */
export function windowPlace(index: number, windows: number, { width, inset }: WindowRoom): number {
  return windows < 2 ? width / 2 : Math.round(inset + ((width - 2 * inset) * index) / (windows - 1));
}

/** As many window names as fit, the newest among them. */
export function windowLabels(
  windows: readonly string[],
  room: WindowRoom,
): readonly { readonly x: number; readonly label: string }[] {
  const names = windows.map((window) => truncate(plainLine(window), MAX_LABEL));
  const widest = Math.max(1, ...names.map(columns)) * CHARACTER + 8;
  const stride = Math.max(1, Math.ceil((widest * (names.length - 1)) / (room.width - 2 * room.inset)));
  return names.flatMap((label, index) => {
    if ((names.length - 1 - index) % stride !== 0) return [];
    // Centred below its point, unless that would leave the picture.
    const half = (columns(label) * CHARACTER) / 2;
    const x = windowPlace(index, names.length, room);
    return [{ x: Math.min(room.width + room.right - half, Math.max(half - room.left, x)), label }];
  });
}
