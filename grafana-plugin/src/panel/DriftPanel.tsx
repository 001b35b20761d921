import type { PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';
import type { Selection } from '../views/view';
import { NOTES_HEIGHT, Notes } from './Notes';
import { chosenView, type PanelOptions } from './options';
import { queryErrors } from './queryErrors';
import { select } from './select';

/** The panel; a view that fails says so, until other data or options come. */
export function DriftPanel(props: PanelProps<PanelOptions>) {
  return (
    <ErrorBoundaryAlert title="This view failed to draw the data" dependencies={[props.data, props.options]}>
      <ChosenView {...props} />
    </ErrorBoundaryAlert>
  );
}

/** The chosen view over the data as it prepares it, or in words why there is nothing to draw. */
function ChosenView(props: PanelProps<PanelOptions>) {
  const { data, width, height, id, fieldConfig, options: panelOptions } = props;
  const { view, options } = useMemo(() => chosenView(panelOptions), [panelOptions]);
  const prepared = useMemo(() => view.prepare(data.series, options), [view, data.series, options]);
  const onSelect = useCallback((selection: Selection) => select(selection, panelOptions), [panelOptions]);

  const errors = queryErrors(data);
  if ('warning' in prepared) {
    const { noValue } = fieldConfig.defaults;
    // whoever made the panel knows best what it means that there is nothing, unless a query has failed
    const message = errors.length === 0 && noValue ? noValue : [...errors, prepared.warning].join(' ');
    return (
      <PanelDataErrorView
        panelId={id}
        fieldConfig={fieldConfig}
        data={data}
        message={message}
        needsTimeField={prepared.needs === 'time'}
        needsNumberField={prepared.needs === 'number'}
        needsStringField={prepared.needs === 'string'}
      />
    );
  }
  const notes = [...errors, ...prepared.notes];
  return (
    <>
      <view.Component
        data={prepared.data}
        options={options}
        width={width}
        height={notes.length > 0 ? Math.max(0, height - NOTES_HEIGHT) : height}
        timeZone={props.timeZone}
        timeRange={props.timeRange}
        onSelect={onSelect}
      />
      {notes.length > 0 && <Notes notes={notes} />}
    </>
  );
}
