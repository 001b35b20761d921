import { bisectCenter } from 'd3-array';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { type Cursor, moved, nearestLine, pointsAt } from './cursor';
import type { TrendLayout } from './layout';
import type { FeatureTrendData } from './prepare';

/** Where the view's upper left corner is on the page, in CSS pixels. */
interface Origin {
  readonly x: number;
  readonly y: number;
}

/** The crosshair: follows the pointer, or the arrow keys. `visible` are the times that it can stand at. */
export function useCursor(
  data: FeatureTrendData,
  layout: TrendLayout,
  visible: readonly number[],
  choose: (cursor: Cursor) => void
) {
  const root = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<{ readonly cursor: Cursor; readonly origin: Origin }>();
  const cursor = state?.cursor;
  const show = (next: Cursor) => {
    const { left = 0, top = 0 } = root.current?.getBoundingClientRect() ?? {};
    setState({ cursor: next, origin: { x: left, y: top } });
  };
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): Cursor | undefined => {
    const box = root.current?.getBoundingClientRect();
    const { from, to, left, right, y } = layout;
    const pointed = from + ((clientX - (box?.left ?? 0) - left) / (right - left)) * (to - from);
    const time = visible[bisectCenter(visible, pointed)];
    return time === undefined
      ? undefined
      : { time, line: nearestLine(pointsAt(data, time), clientY - (box?.top ?? 0), y) ?? 0 };
  };
  const handlers = {
    onPointerMove: (event: PointerEvent) => {
      const next = at(event);
      if (next && (next.time !== cursor?.time || next.line !== cursor.line)) {
        show(next);
      }
    },
    onPointerLeave: () => setState(undefined),
    onBlur: () => setState(undefined),
    onClick: (event: { clientX: number; clientY: number }) => {
      const next = at(event);
      if (next) {
        choose(next);
      }
    },
    onKeyDown: (event: KeyboardEvent) => {
      const next = moved(event.key, cursor, visible, data.lines.length);
      if (event.key === 'Escape') {
        setState(undefined);
      } else if (cursor && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        choose(cursor);
      } else if (next) {
        event.preventDefault();
        show(next);
      }
    },
  };
  return { root, cursor, origin: state?.origin, handlers };
}
