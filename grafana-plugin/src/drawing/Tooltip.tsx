import { Portal, VizTooltipContainer } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface TooltipProps {
  /** In CSS pixels of the page: `clientX` and `clientY` of the pointer. */
  readonly at: { readonly x: number; readonly y: number };
  readonly children: ReactNode;
}

/** A box of numbers beside the pointer, kept within the page. */
export function Tooltip({ at, children }: TooltipProps) {
  return (
    <Portal>
      <VizTooltipContainer position={at} offset={{ x: 12, y: 12 }}>
        {children}
      </VizTooltipContainer>
    </Portal>
  );
}

/** Names and their numbers, in two columns. */
export function TooltipRows({ rows }: { readonly rows: ReadonlyArray<readonly [name: string, value: string]> }) {
  return (
    <table>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" style={{ fontWeight: 'normal', textAlign: 'left', verticalAlign: 'top', paddingRight: 12 }}>
              {name}
            </th>
            <td style={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
