import * as data from '@grafana/data';

/** Editors by name. Panels only name them; none is drawn here. */
const EDITORS = [
  'number',
  'slider',
  'text',
  'strings',
  'boolean',
  'select',
  'multi-select',
  'radio',
  'unit',
  'color',
  'fieldColor',
];

/** The standard options of fields, each with what makes a configured value of what a dashboard holds. */
const PROCESSES: Readonly<Record<string, unknown>> = {
  displayName: data.displayNameOverrideProcessor,
  unit: data.stringOverrideProcessor,
  min: data.numberOverrideProcessor,
  max: data.numberOverrideProcessor,
  decimals: data.numberOverrideProcessor,
  noValue: data.stringOverrideProcessor,
  links: data.dataLinksOverrideProcessor,
  color: data.identityOverrideProcessor,
  mappings: data.valueMappingsOverrideProcessor,
  thresholds: data.thresholdsOverrideProcessor,
};

/** What Grafana's application registers at its start, so that options, their defaults and overrides work. */
export function registerStandardOptions(): void {
  const item = (id: string): object => ({ id, name: id, description: '', editor: () => null });
  data.standardEditorsRegistry.setInit(() => EDITORS.map(item) as never);
  data.standardFieldConfigEditorRegistry.setInit(
    () =>
      Object.entries(PROCESSES).map(([id, process]) => ({
        ...item(id),
        path: id,
        process,
        override: () => null,
        shouldApply: () => true,
      })) as never
  );
}
