import React, { memo, useLayoutEffect, useRef } from 'react';
import type { CellPaint } from './cellPaint';
import type { Heatmap } from './heatmap';
import { paint, type Viewport } from './paint';

interface CellCanvasProps {
  readonly heatmap: Heatmap;
  readonly look: CellPaint;
  readonly viewport: Viewport;
  readonly left: number;
}

/** The cells that are seen. Drawn again only when what it is given changes: not while the pointer moves. */
export const CellCanvas = memo(function CellCanvas({ heatmap, look, viewport, left }: CellCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, ratio } = viewport;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element && context) {
      const size = [Math.round(width * ratio), Math.round(height * ratio)] as const;
      // setting a size empties a canvas, even where it stays the same
      if (element.width !== size[0] || element.height !== size[1]) {
        [element.width, element.height] = size;
      }
      paint(context, heatmap, look, viewport);
    }
  }, [heatmap, look, viewport, width, height, ratio]);
  return <canvas ref={canvas} style={{ position: 'absolute', left, top: 0, width, height }} aria-hidden />;
});
