import { dateTime, FieldType, toDataFrame } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { Attribution } from './Attribution';
import { ATTRIBUTION_DEFAULTS, type AttributionOptions } from './options';
import { prepareAttribution } from './prepare';

const scores = (names: readonly string[]) =>
  toDataFrame({
    fields: [
      { name: 'feature', type: FieldType.string, values: [...names] },
      { name: 'psi', type: FieldType.number, values: names.map((_, index) => 0.4 / (index + 1)) },
      { name: 'psi_noise_floor', type: FieldType.number, values: names.map(() => 0.15) },
    ],
  });

function show(names: readonly string[], more: Partial<AttributionOptions> = {}, width = 600) {
  const options = { ...ATTRIBUTION_DEFAULTS, ...more };
  const result = prepareAttribution([scores(names)], options);
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  const onSelect = jest.fn();
  const now = dateTime(0);
  const { container } = render(
    <Attribution
      data={result.data}
      options={options}
      width={width}
      height={200}
      timeZone="utc"
      timeRange={{ from: now, to: now, raw: { from: now, to: now } }}
      onSelect={onSelect}
    />
  );
  return { onSelect, container };
}

// Grafana's tooltip measures itself, which jsdom does not
beforeAll(() => {
  global.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});

describe('Attribution', () => {
  it('is a list of buttons that say what they show', () => {
    show(['income', 'age', 'region']);
    expect(
      screen.getByRole('list', { name: 'Features by score, the largest first: income with 0.4' })
    ).toBeInTheDocument();
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'income: score 0.4, severity critical, noise floor 0.15',
      'age: score 0.2, severity significant, noise floor 0.15',
      'region: score 0.133, within chance, noise floor 0.15',
    ]);
    expect(screen.getAllByTestId('noise floor')).toHaveLength(3);
    expect(screen.getByText('critical 0.25')).toBeInTheDocument();
  });

  it('selects by click and by key', async () => {
    const { onSelect } = show(['income', 'age']);
    const user = userEvent.setup();
    await user.tab();
    await user.tab();
    await user.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledWith(
      expect.objectContaining({ subject: { model: '', feature: 'age', window: '', segment: '' }, row: 1 })
    );
    await user.click(screen.getByRole('button', { name: /^income/ }));
    expect(onSelect).toHaveBeenLastCalledWith(expect.objectContaining({ row: 0 }));
  });

  it('tells everything in the tooltip', () => {
    show(['income']);
    fireEvent.pointerMove(screen.getByRole('button'), { clientX: 20, clientY: 20 });
    expect(screen.getByText('critical from')).toBeInTheDocument();
    fireEvent.pointerLeave(screen.getByRole('button'));
    expect(screen.queryByText('critical from')).toBeNull();
  });

  it('sums up what it does not draw', () => {
    show(['a', 'b', 'c', 'd'], { measure: 'share', limit: 2 });
    expect(screen.getByText('2 more')).toBeInTheDocument();
    expect(screen.getByText('28 % together')).toBeInTheDocument();
  });

  it('keeps hostile names text, on any width', () => {
    const name = '<img src=x onerror="alert(1)">';
    const { container } = show([name, '', ' padded ', 'padded', 'x'.repeat(5000)], {}, 120);
    expect(screen.getByTitle(name)).toHaveTextContent(name);
    expect(container.querySelector('img')).toBeNull();
  });
});
