import { type DataFrame, FieldType, getDefaultTimeRange, toDataFrame } from '@grafana/data';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import type { Selection } from '../view';
import { DISTRIBUTION_OVERLAY_DEFAULTS as defaults } from './options';
import { distributionOverlay } from './view';

beforeAll(() => {
  // jsdom has none; the tooltip asks for its own size
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});

function table(columns: Record<string, unknown[]>): DataFrame {
  return toDataFrame({
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      type: values.some((value) => typeof value === 'string') ? FieldType.string : FieldType.number,
      values,
    })),
  });
}

const cells = (feature: string) =>
  [null, 10, 20].map((lower, index) => ({
    model: 'm',
    feature,
    lower,
    upper: [10, 20, null][index],
    rows_reference: [10, 60, 30][index],
    rows_current: [5, 9, 6][index],
    missing_ratio_current: 0.25,
    psi: 0.31,
    severity_order: 3,
  }));

function frameOf(rows: ReadonlyArray<Record<string, unknown>>): DataFrame {
  return table(Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name])])));
}

function show(frames: readonly DataFrame[], width = 800, height = 400) {
  const result = distributionOverlay.prepare(frames, defaults);
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  const selections: Selection[] = [];
  const { Component } = distributionOverlay;
  const rendered = render(
    <Component
      data={result.data}
      options={defaults}
      width={width}
      height={height}
      timeZone="utc"
      timeRange={getDefaultTimeRange()}
      onSelect={(selection) => selections.push(selection)}
    />
  );
  return { ...rendered, selections };
}

test('tells the finding in words, and the numbers in a table', () => {
  show([frameOf(cells('age'))]);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    'age: PSI 0.31, critical. 15 % of the values have moved between cells. ' +
      'Gained most: ≤ 10 (current 25 %, reference 10 %). Lost most: 10 to 20 (current 45 %, reference 60 %). ' +
      'Median: current 15.56, reference 16.67. Missing: current 25 %.'
  );
  const rows = within(screen.getByRole('table', { name: 'age' })).getAllByRole('row');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'valuesreferencecurrentadds to PSI',
    '≤ 1010 %25 %0.137',
    '10 to 2060 %45 %0.0432',
    '> 2030 %30 %0',
    'missingnone25 %',
  ]);
});

test('a pointer gets the numbers of the bin below it', () => {
  show([frameOf(cells('age'))]);
  const plot = screen.getByRole('img');
  fireEvent.mouseMove(plot, { clientX: 400, clientY: 100 });
  const tooltip = screen.getAllByText('10 to 20').map((element) => element.closest('div')?.parentElement?.textContent);
  expect(tooltip).toContain('age10 to 20reference60 %current45 %difference−15 pointsadds to PSI0.0432');
  fireEvent.mouseLeave(plot);
  expect(screen.queryByText('adds to PSI', { selector: 'th[scope=row]' })).toBeNull();
});

test('arrows lead through the bins, and are read out', async () => {
  const { container } = show([frameOf(cells('age'))]);
  const user = userEvent.setup();
  screen.getByRole('img').focus();
  const live = () => container.querySelector('[aria-live]')?.textContent;
  await user.keyboard('{ArrowRight}');
  expect(live()).toBe('≤ 10: reference 10 %, current 25 %, difference +15 points, adds to PSI 0.137');
  await user.keyboard('{End}{ArrowRight}');
  expect(live()).toBe('missing: current 25 %');
  await user.keyboard('{Escape}');
  expect(live()).toBe('');
});

test('name and picture are for choosing the feature, by mouse and by keyboard', async () => {
  const { selections } = show([frameOf(cells('age'))]);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'age' }));
  await user.tab();
  await user.keyboard('{Enter}');
  expect(selections.map(({ subject }) => subject.feature)).toEqual(['age', 'age']);
  expect(selections[0]?.subject.model).toBe('m');
  expect(selections[0]?.field?.name).toBe('rows_current');
});

test('of 2,000 features those are drawn that can be seen, others as one scrolls', () => {
  const rows = Array.from({ length: 2000 }, (_, index) => cells(`feature ${String(index).padStart(4, '0')}`)).flat();
  const { container } = show([frameOf(rows)], 1000, 500);
  expect(screen.getByText('1–6 of 2,000, the most drifted first')).toBeVisible();
  expect(screen.getAllByRole('img').length).toBeLessThan(20);
  const scroller = Array.from(container.querySelectorAll('div')).find(({ className }) =>
    className.includes('scroller')
  );
  const list = screen.getByRole('list').parentElement ?? scroller;
  Object.defineProperty(list, 'scrollTop', { value: 100_000 });
  fireEvent.scroll(list as Element);
  expect(screen.queryByText('feature 0000')).toBeNull();
  expect(screen.getAllByRole('img').length).toBeLessThan(20);
  expect(screen.getAllByRole('listitem')[0]).toHaveAttribute('aria-setsize', '2000');
});

test('hostile names stay text', () => {
  const name = '<img src=x onerror="alert(1)">';
  const { container } = show([
    frameOf(cells(name)),
    table({ feature: [name, name, name], category: [name, '', ' '], reference: [1, 2, 0], current: [2, 0, 1] }),
  ]);
  expect(container.querySelector('img')).toBeNull();
  expect(screen.getAllByRole('button')[0]).toHaveTextContent(name);
  expect(screen.getAllByText('(empty text)').length).toBeGreaterThan(1);
});

test.each([
  [200, 150],
  [200, 40],
  [10, 10],
  [2000, 1000],
])('is drawn at %d × %d', (width, height) => {
  show([frameOf(cells('age')), table({ category: ['a', 'b'], reference: [1, 0], current: [0.5, 0.5] })], width, height);
  expect(screen.getAllByRole('img').length).toBeGreaterThan(0);
});
