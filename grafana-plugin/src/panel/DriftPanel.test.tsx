import {
  type DataFrame,
  dateTime,
  EventBusSrv,
  FieldType,
  LoadingState,
  type PanelProps,
  toDataFrame,
} from '@grafana/data';
import { act, render, screen } from '@testing-library/react';
import React from 'react';
import * as views from '../views';
import { DriftPanel } from './DriftPanel';
import { defaultOptions, type PanelOptions } from './options';

// the real one asks the running Grafana for its data sources and its other panels
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PanelDataErrorView: ({ message, ...needs }: { message: string; needsTimeField?: boolean }) => (
    <p role="alert">
      {message}
      {needs.needsTimeField ? ' (needs time)' : ''}
    </p>
  ),
}));

const scores = toDataFrame({
  refId: 'A',
  fields: [
    { name: 'time', type: FieldType.time, values: [1000, 2000] },
    { name: 'feature', type: FieldType.string, values: ['age', 'age'] },
    { name: 'psi', type: FieldType.number, values: [0.1, 0.3] },
  ],
});

function propsOf(
  series: DataFrame[],
  more: Partial<PanelProps['data']> = {},
  options: Partial<PanelOptions> = {}
): PanelProps<PanelOptions> {
  const range = { from: dateTime(0), to: dateTime(3000) };
  const timeRange = { ...range, raw: range };
  return {
    id: 1,
    title: '',
    data: { series, state: LoadingState.Done, timeRange, ...more },
    timeRange,
    timeZone: 'utc',
    width: 600,
    height: 300,
    options: { ...defaultOptions, view: 'featureTrend', ...options },
    transparent: false,
    renderCounter: 0,
    fieldConfig: { defaults: {}, overrides: [] },
    eventBus: new EventBusSrv(),
    onOptionsChange: jest.fn(),
    onFieldConfigChange: jest.fn(),
    replaceVariables: (text) => text,
    onChangeTimeRange: jest.fn(),
  };
}

describe('DriftPanel', () => {
  it('draws the chosen view', () => {
    const { rerender } = render(<DriftPanel {...propsOf([scores])} />);
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('age: latest 0.3');
    rerender(<DriftPanel {...propsOf([scores], {}, { view: 'attribution' })} />);
    expect(screen.getByRole('button', { name: /^age/ })).toBeInTheDocument();
  });

  it('draws what one query gave where another one failed, and says so', () => {
    const errors = [{ refId: 'B', message: 'timed out' }];
    render(<DriftPanel {...propsOf([scores], { errors, state: LoadingState.Error })} />);
    expect(screen.getByRole('img')).toBeInTheDocument();
    expect(screen.getByRole('note')).toHaveTextContent('Query B failed: timed out.');
  });

  it('says why there is nothing to draw', () => {
    render(<DriftPanel {...propsOf([])} />);
    expect(screen.getByRole('alert')).toHaveTextContent('A trend needs drift_psi');
  });

  it('says instead what the panel is to say where there is nothing, unless a query failed', () => {
    const fieldConfig = { defaults: { noValue: 'no segments' }, overrides: [] };
    const { rerender } = render(<DriftPanel {...propsOf([])} fieldConfig={fieldConfig} />);
    expect(screen.getByRole('alert')).toHaveTextContent(/^no segments$/);
    const errors = [{ refId: 'A', message: 'no such host' }];
    rerender(<DriftPanel {...propsOf([], { errors })} fieldConfig={fieldConfig} />);
    expect(screen.getByRole('alert')).toHaveTextContent(/^Query A failed: no such host\. No scores/);
  });

  it('tells a failed query before what is missing for that', () => {
    render(<DriftPanel {...propsOf([], { errors: [{ refId: 'A', message: 'no such host' }] })} />);
    expect(screen.getByRole('alert')).toHaveTextContent(/^Query A failed: no such host\. No scores/);
  });

  it('asks for a time field where that is what lacks', () => {
    const { time, ...others } = { time: scores.fields[0], feature: scores.fields[1], psi: scores.fields[2] };
    const fields = Object.values(others).flatMap((field) => (field ? [field] : []));
    render(<DriftPanel {...propsOf([{ ...scores, fields }])} />);
    expect(screen.getByRole('alert')).toHaveTextContent('(needs time)');
    expect(time).toBeDefined();
  });

  it('takes the first view where a dashboard names none that is known', () => {
    expect(() => render(<DriftPanel {...propsOf([], {}, { view: 'gone' as never })} />)).not.toThrow();
    expect(screen.getByRole('alert')).toBeInTheDocument();
  });

  it.each(['prepare', 'Component'] as const)(
    'survives a view whose %s throws, and draws again with other data',
    (part) => {
      const silence = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      const broken = jest.spyOn(views.featureTrend, part as 'prepare').mockImplementation(() => {
        throw new Error('broken view');
      });
      const { rerender } = render(<DriftPanel {...propsOf([scores])} />);
      expect(screen.getByText('This view failed to draw the data')).toBeInTheDocument();
      expect(document.body).toHaveTextContent('broken view');
      broken.mockRestore();
      act(() => rerender(<DriftPanel {...propsOf([scores])} />));
      expect(screen.getByRole('img').getAttribute('aria-label')).toContain('age');
      silence.mockRestore();
    }
  );
});
