import { percent, short } from '../numbers.js';
import type { Overlay } from '../pictures/overlay.js';
import type { Shares } from '../pictures/numericBins.js';
import { exact, named } from './markup.js';

/** The numbers behind a picture: its alternative in text, closed until asked for. */
export function dataTable(prepared: Overlay): string {
  const rows =
    prepared.kind === 'numeric'
      ? [
          ...prepared.cells.map((cell) =>
            row(`${bound(cell.lower)} to ${bound(cell.upper)}`, cell, cell.psi),
          ),
          row('missing, of all rows', prepared.missing, undefined),
        ]
      : prepared.bars.map((bar) =>
          row(
            bar.role === 'missing' ? 'missing, of all rows' : named(bar.name),
            bar,
            bar.role === 'missing' ? undefined : bar.psi,
          ),
        );
  return `<details class="data"><summary>Numbers behind the picture</summary><div class="scroll"><table><thead><tr><th scope="col">Cell</th><th scope="col" class="number">Reference</th><th scope="col" class="number">Current</th><th scope="col" class="number">Adds to PSI</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function row(label: string, { reference, current }: Shares, psi: number | undefined): string {
  return `<tr><th scope="row">${label}</th><td class="number">${exact(reference, percent(reference))}</td><td class="number">${exact(current, percent(current))}</td><td class="number">${psi === undefined ? '' : exact(psi, short(psi))}</td></tr>`;
}

function bound(value: number): string {
  return Number.isFinite(value) ? exact(value, short(value)) : value < 0 ? '−∞' : '∞';
}
