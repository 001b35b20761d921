import { h } from 'preact';
import type { App } from '../app.js';
import { sortKeys, type SortKey } from '../view.js';

const sortNames: Readonly<Record<SortKey, string>> = {
  urgency: 'most urgent first',
  severity: 'by severity',
  psi: 'by PSI',
  name: 'by name',
  since: 'newest drift first',
};

const choices = [
  [-1, 'every severity'],
  [1, 'small and worse'],
  [2, 'significant and worse'],
  [3, 'critical'],
] as const;

/** Filters and sorts; `said` is what they leave. */
export function Controls({ app, said }: { readonly app: App; readonly said: string }) {
  const { view } = app.state;
  return (
    <div class="controls" role="search">
      <input
        type="search"
        placeholder="Filter features"
        aria-label="Filter features by name"
        value={view.text}
        onInput={({ currentTarget }) => app.change({ text: currentTarget.value })}
      />
      <select
        aria-label="Least severity"
        value={String(view.least)}
        onChange={({ currentTarget }) => app.change({ least: Number(currentTarget.value) })}
      >
        {choices.map(([least, text]) => (
          <option key={least} value={String(least)}>
            {text}
          </option>
        ))}
      </select>
      <select
        aria-label="Order"
        value={view.sort}
        onChange={({ currentTarget }) => {
          const sort = sortKeys.find((key) => key === currentTarget.value) ?? 'urgency';
          app.change({ sort, reversed: false });
        }}
      >
        {sortKeys.map((key) => (
          <option key={key} value={key}>
            {sortNames[key]}
          </option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={view.activeOnly}
          onChange={({ currentTarget }) => app.change({ activeOnly: currentTarget.checked })}
        />
        only drifting
      </label>
      <span role="status">{said}</span>
    </div>
  );
}
