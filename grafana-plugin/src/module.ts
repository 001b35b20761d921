import { FieldColorModeId, FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';
import { DriftPanel } from './panel/DriftPanel';
import { migrateOptions, takePlaceOf } from './panel/migrations';
import { defaultOptions, type PanelOptions, viewList } from './panel/options';
import { ViewOptionsBuilder } from './panel/optionsBuilder';
import { suggestions } from './panel/suggestions';

export const plugin = new PanelPlugin<PanelOptions>(DriftPanel)
  .useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.Thresholds } },
      [FieldConfigProperty.Thresholds]: {
        defaultValue: {
          mode: ThresholdsMode.Absolute,
          steps: [
            { value: -Infinity, color: '#8793a3' },
            { value: 0.1, color: '#f8e4a0' },
            { value: 0.2, color: '#ef9f57' },
            { value: 0.25, color: '#a3182e' },
          ],
        },
      },
    },
  })
  .setPanelOptions((builder) => {
    builder.addRadio({
      path: 'view',
      name: 'View',
      defaultValue: defaultOptions.view,
      settings: {
        options: viewList.map(({ id, view }) => ({ value: id, label: view.name, description: view.description })),
      },
    });
    for (const { id, view } of viewList) {
      view.addOptions(new ViewOptionsBuilder(builder, id, view));
    }
    builder
      .addRadio({
        path: 'click',
        name: 'A click on a feature',
        defaultValue: defaultOptions.click,
        settings: {
          options: [
            { value: 'variable', label: 'sets variables' },
            { value: 'link', label: 'follows the data link' },
            { value: 'nothing', label: 'does nothing' },
          ],
        },
        category: ['Click'],
      })
      .addTextInput({
        path: 'featureVariable',
        name: 'Variable for the feature',
        defaultValue: defaultOptions.featureVariable,
        showIf: ({ click }) => click === 'variable',
        category: ['Click'],
      })
      .addTextInput({
        path: 'modelVariable',
        name: 'Variable for the model',
        defaultValue: defaultOptions.modelVariable,
        showIf: ({ click }) => click === 'variable',
        category: ['Click'],
      });
  })
  .setMigrationHandler(migrateOptions)
  .setPanelChangeHandler(takePlaceOf)
  .setSuggestionsSupplier(suggestions);
