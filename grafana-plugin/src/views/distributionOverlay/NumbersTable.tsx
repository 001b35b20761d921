import React from 'react';
import { shareText } from '../../drawing/numbers';
import { contributionText } from './CellNumbers';
import type { NamedCell } from './words';

/** All numbers of a picture, for those who do not see it. */
export function NumbersTable({ caption, cells }: { readonly caption: string; readonly cells: readonly NamedCell[] }) {
  const share = (value: number | undefined): string => (value === undefined ? 'none' : shareText(value));
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {['values', 'reference', 'current', 'adds to PSI'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map((cell, index) => (
          <tr key={index}>
            <th scope="row">{cell.name}</th>
            <td>{share(cell.reference)}</td>
            <td>{share(cell.current)}</td>
            <td>{contributionText(cell.contribution)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
