import { PanelOptionsEditorBuilder, standardEditorsRegistry } from '@grafana/data';
import { defaultOptions, type PanelOptions, viewList } from './options';
import { ViewOptionsBuilder } from './optionsBuilder';

describe('ViewOptionsBuilder', () => {
  // Grafana registers its editors when it starts
  standardEditorsRegistry.setInit(() =>
    ['radio', 'select', 'boolean', 'number'].map((id) => ({ id, name: id, editor: () => null }))
  );
  const builder = new PanelOptionsEditorBuilder<PanelOptions>();
  viewList.forEach(({ id, view }) => view.addOptions(new ViewOptionsBuilder(builder, id, view)));
  const items = builder.getItems();

  it('keeps each option below its view, with the view’s default', () => {
    for (const { path, defaultValue, category } of items) {
      const [id = '', key = ''] = path.split('.');
      const { view } = viewList.find((each) => each.id === id) ?? {};
      expect(category).toEqual([view?.name]);
      expect(defaultValue).toBe((view?.defaults as Record<string, unknown>)[key]);
      expect(defaultValue).toBeDefined();
    }
  });

  it('offers every option of every view once', () => {
    const paths = viewList.flatMap(({ id, view }) => Object.keys(view.defaults).map((key) => `${id}.${key}`));
    expect(items.map(({ path }) => path).sort()).toEqual(paths.sort());
  });

  it('shows an option while its view is chosen', () => {
    for (const { path, showIf } of items) {
      const shown = viewList.filter(({ id }) => showIf?.({ ...defaultOptions, view: id }, []));
      expect(shown.map(({ id }) => id)).toEqual([path.split('.')[0]]);
    }
  });
});
