import { dateTime, type TimeRange } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { FeatureTrend } from './FeatureTrend';
import { FEATURE_TREND_DEFAULTS, type FeatureTrendOptions } from './options';
import { prepareTrend } from './prepare';
import { CREDIT, HOUR, metricFrame, START } from './testFrames';

const range = (from: number, to: number): TimeRange => {
  const [start, end] = [dateTime(from), dateTime(to)];
  return { from: start, to: end, raw: { from: start, to: end } };
};

function show(frames = usual, more: Partial<FeatureTrendOptions> = {}, hours: readonly [number, number] = [0, 3]) {
  const options = { ...FEATURE_TREND_DEFAULTS, ...more };
  const result = prepareTrend(frames, options);
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  const onSelect = jest.fn();
  const { container } = render(
    <FeatureTrend
      data={result.data}
      options={options}
      width={800}
      height={300}
      timeZone="Asia/Tokyo"
      timeRange={range(START + hours[0] * HOUR, START + hours[1] * HOUR)}
      onSelect={onSelect}
    />
  );
  return { onSelect, container, options };
}

const usual = [
  metricFrame('drift_psi', CREDIT, [0.02, 0.15, 0.3, 0.26]),
  metricFrame('drift_psi', { ...CREDIT, feature: 'age' }, [0.04, 0.03, 0.02, 0.05]),
  metricFrame('drift_psi_noise_floor', CREDIT, [0.03, 0.03, 0.04, 0.04]),
];

// Grafana's tooltip measures itself, which jsdom does not
beforeAll(() => {
  global.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});

describe('FeatureTrend', () => {
  it('tells the finding in words, in the dashboard’s time zone', () => {
    show();
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
      'credit_score: latest 0.26 (critical) at 2026-03-01 12:00:00; at or above 0.1 since 2026-03-01 10:00:00; ' +
        'highest 0.3 at 2026-03-01 11:00:00. ' +
        'age: latest 0.05 (no drift) at 2026-03-01 12:00:00; below 0.1; highest 0.05 at 2026-03-01 12:00:00.'
    );
  });

  it('names each line at its end, and draws what is asked for only', () => {
    const { container } = show();
    expect(screen.getByTitle('credit_score')).toBeInTheDocument();
    expect(container.querySelectorAll('[data-testid="noise floor"]').length).toBe(2);
    expect(screen.getByText('critical ≥ 0.25')).toBeInTheDocument();
  });

  it('leaves out what the options turn off', () => {
    const { container } = show(usual, { noiseFloor: false, bands: false });
    expect(container.querySelectorAll('[data-testid="noise floor"]').length).toBe(0);
    expect(screen.queryByText('critical ≥ 0.25')).toBeNull();
  });

  it('moves along time by keys, tells the values, and chooses', async () => {
    const { onSelect } = show();
    const user = userEvent.setup();
    const slider = screen.getByRole('slider');
    await user.tab();
    expect(slider).toHaveFocus();
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(slider.getAttribute('aria-valuetext')).toBe(
      '2026-03-01 11:00:00: credit_score 0.3, critical; age 0.02, no drift'
    );
    expect(screen.getByText('noise floor', { selector: 'th' })).toBeInTheDocument();
    await user.keyboard('{ArrowDown}');
    expect(slider.getAttribute('aria-valuetext')).toContain('age 0.02, no drift; credit_score');
    await user.keyboard('{Home}{Enter}');
    expect(onSelect).toHaveBeenCalledWith(
      expect.objectContaining({ row: 0, subject: { ...CREDIT, feature: 'age', segment: '' } })
    );
    await user.keyboard('{Escape}');
    expect(slider.getAttribute('aria-valuetext')).toContain('latest');
  });

  it('selects the line nearest to a click', () => {
    const { onSelect } = show();
    fireEvent.click(screen.getByRole('slider'), { clientX: 700, clientY: 30 });
    expect(onSelect).toHaveBeenCalledWith(expect.objectContaining({ subject: { ...CREDIT, segment: '' }, row: 3 }));
  });

  it('keeps hostile names text', () => {
    const name = '<img src=x onerror="alert(1)">';
    const { container } = show([metricFrame('drift_psi', { ...CREDIT, feature: name }, [0.1, 0.2])]);
    expect(screen.getByTitle(name)).toHaveTextContent(name);
    expect(container.querySelector('img')).toBeNull();
  });

  it('breaks lines at gaps', () => {
    const times = [0, 1, 2, 3, 9, 10, 11].map((hour) => START + hour * HOUR);
    const { container } = show(
      [metricFrame('drift_psi', CREDIT, [0.1, 0.2, 0.2, null, 0.3, 0.2, 0.3], times)],
      { noiseFloor: false },
      [0, 12]
    );
    const path = container.querySelector('[data-testid="trend line"]')?.getAttribute('d') ?? '';
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/L/g)).toHaveLength(4);
  });

  it('marks promotions within the range', () => {
    const info = (version: string, hours: readonly number[]) =>
      metricFrame(
        'drift_reference_info',
        { model: 'credit risk', version },
        [1, 1],
        hours.map((hour) => START + hour * HOUR)
      );
    show([...usual, info('aaaaaaaaaaaa', [0, 1]), info('bbbbbbbbbbbb', [2, 3])]);
    expect(screen.getAllByTestId('promotion')).toHaveLength(1);
    expect(screen.getByText('reference bbbbbbbb…').title).toContain('bbbbbbbbbbbb');
  });

  it('says so where nothing lies in the time range', () => {
    show(usual, {}, [50, 60]);
    expect(screen.getByText('No scores in this time range')).toBeInTheDocument();
  });

  it('draws thousands of points in a few path commands', () => {
    const values = Array.from({ length: 5000 }, (_, index) => 0.2 + 0.1 * Math.sin(index));
    const { container } = show([metricFrame('drift_psi', CREDIT, values)], {}, [0, 5000]);
    const path = container.querySelector('[data-testid="trend line"]')?.getAttribute('d') ?? '';
    expect(path.match(/L/g)?.length).toBeLessThan(4 * 800);
    expect(container.querySelectorAll('circle').length).toBeLessThan(5);
  });
});
