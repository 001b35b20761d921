import { dateTime } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { PSI_HEATMAP_DEFAULTS } from './options';
import { PsiHeatmap } from './PsiHeatmap';
import { heatmapOf, HOUR, promSeries, START } from './testFrames';

beforeAll(() => {
  // not in jsdom; Grafana's tooltip measures itself with it
  global.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});

const many = Array.from({ length: 40 }, (_, index) =>
  promSeries('drift_psi', { feature: `f${index}` }, [0.01, 0.01 * index])
);

function show(frames = many, more: object = {}) {
  const onSelect = jest.fn();
  const raw = { from: dateTime(START - HOUR), to: dateTime(START + HOUR) };
  const props = { timeZone: 'utc', timeRange: { ...raw, raw }, options: PSI_HEATMAP_DEFAULTS, onSelect };
  render(<PsiHeatmap {...props} data={heatmapOf(frames)} width={600} height={300} {...more} />);
  return { onSelect, grid: screen.getAllByRole('application')[0] ?? document.body };
}

describe('PsiHeatmap', () => {
  it('says how many rows are seen of how many, and how many drift', () => {
    const { grid } = show();
    expect(screen.getByText('1–16 of 40 features')).toBeVisible();
    expect(grid).toHaveAccessibleName(/Heatmap of 40 features/);
    expect(grid).toHaveAccessibleDescription(
      /At the latest time: 15 critical, 5 significant, 10 small, 10 none\. The worst: f39 \(0\.39, critical\); f38/
    );
  });

  it('names every row that is seen, as text', () => {
    show([promSeries('drift_psi', { feature: '<img src=x onerror=alert(1)>' }, [0.3])]);
    expect(screen.getByTitle('<img src=x onerror=alert(1)>')).toHaveTextContent('<img src=x onerror=alert(1)>');
    expect(document.querySelector('img')).toBeNull();
  });

  it('moves by keyboard, says the cell, and selects it', async () => {
    const { onSelect, grid } = show();
    await userEvent.tab();
    expect(grid).toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowDown}{ArrowLeft}');
    expect(screen.getByText(/^f38, 2026-03-01 00:00:00, 0.01, none\.$/)).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledWith({
      subject: { model: 'm', feature: 'f38', window: '', segment: '' },
      field: expect.objectContaining({ name: 'Value' }),
      row: 0,
    });
  });

  it.each([
    { where: 'before', scores: [0.1, 0.2, undefined], key: '{End}', row: 1 },
    { where: 'after', scores: [undefined, undefined, 0.2], key: '{Home}', row: 0 },
  ])(
    'takes the score $where a cell that has only a verdict, for the links of its field',
    async ({ scores, key, row }) => {
      const { onSelect } = show([
        promSeries('drift_psi', { feature: 'age' }, scores),
        promSeries('drift_severity', { feature: 'age' }, [3, 3, 3]),
      ]);
      await userEvent.tab();
      await userEvent.keyboard(`${key}{Enter}`);
      expect(onSelect).toHaveBeenCalledWith(expect.objectContaining({ row, field: expect.anything() }));
    }
  );

  it('keeps the row of the keyboard in sight', async () => {
    const { grid } = show();
    await userEvent.tab();
    await userEvent.keyboard('{PageDown}{PageDown}{PageDown}');
    fireEvent.scroll(grid);
    expect(screen.getByText('18–33 of 40 features')).toBeVisible();
  });

  it('tells what is known of the cell under the pointer, and selects what is clicked', () => {
    const { onSelect, grid } = show([
      promSeries('drift_psi', { feature: 'age', window: '6h' }, [0.12, 0.3]),
      promSeries('drift_psi_noise_floor', { feature: 'age', window: '6h' }, [0.2, 0.01]),
      promSeries('drift_rows', { feature: 'age', window: '6h', dataset: 'current' }, [1234, 99]),
    ]);
    fireEvent.mouseMove(grid, { clientX: 200, clientY: 10 });
    const facts = ['0.12', 'none, within chance', 'small 0.1, significant 0.2, critical 0.25', '0.2', '1,234', '6h'];
    facts.forEach((fact) => expect(screen.getByText(fact)).toBeInTheDocument());
    fireEvent.mouseLeave(grid);
    expect(screen.queryByText('1,234')).toBeNull();
    fireEvent.click(grid, { clientX: 5, clientY: 10 });
    expect(onSelect).toHaveBeenCalledWith(
      expect.objectContaining({ subject: expect.objectContaining({ feature: 'age' }), row: 1 })
    );
  });

  it('leaves out the legend where there is no room, or no wish for it', () => {
    show(many, { options: { ...PSI_HEATMAP_DEFAULTS, legend: false } });
    show(many, { height: 100 });
    expect(screen.queryByText('none')).toBeNull();
  });
});
