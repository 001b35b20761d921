import { createTheme, type Field, formattedValueToString, getDisplayProcessor } from '@grafana/data';

/** A score in words: with the field's unit, decimals and value mappings; three significant digits where it has none. */
export function scoreText(value: number | null | undefined, field?: Field): string {
  if (value === null || value === undefined) {
    return 'no value';
  }
  const { unit, decimals, mappings } = field?.config ?? {};
  if (field && (unit !== undefined || decimals !== undefined || (mappings ?? []).length > 0)) {
    // Grafana gives every field of a panel its display; a frame from elsewhere has none
    const display = field.display ?? getDisplayProcessor({ field, theme: createTheme() });
    return formattedValueToString(display(value));
  }
  return numberText(value);
}

/** `0.00123`, `0.25`, `1,234`: three significant digits, and none lost before the point. */
export function numberText(value: number): string {
  const digits = Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return value.toLocaleString('en', digits);
}

/** `12 %`, `0.04 %`: a share of one. */
export function shareText(ratio: number): string {
  const percent = 100 * ratio;
  const digits =
    percent !== 0 && Math.abs(percent) < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 };
  return `${percent.toLocaleString('en', digits)} %`;
}
