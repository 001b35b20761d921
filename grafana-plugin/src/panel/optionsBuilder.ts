import type { PanelOptionsEditorBuilder } from '@grafana/data';
import type { ChoiceOption, NumberRange, OptionsBuilder, OptionText, View } from '../views/view';
import type { PanelOptions, ViewId } from './options';

/** Options of one view: kept below its name, and shown while it is chosen. */
export class ViewOptionsBuilder implements OptionsBuilder<Record<string, unknown>> {
  constructor(
    private readonly builder: PanelOptionsEditorBuilder<PanelOptions>,
    private readonly id: ViewId,
    private readonly view: View<unknown, object>
  ) {}

  radio(option: ChoiceOption<string, unknown>): this {
    this.builder.addRadio({ ...this.common(option), settings: { options: option.choices as never } });
    return this;
  }

  select(option: ChoiceOption<string, unknown>): this {
    this.builder.addSelect({ ...this.common(option), settings: { options: option.choices as never } });
    return this;
  }

  toggle(option: OptionText<string>): this {
    this.builder.addBooleanSwitch(this.common(option));
    return this;
  }

  number({ min, max, step, ...option }: OptionText<string> & NumberRange): this {
    this.builder.addNumberInput({ ...this.common(option), settings: { min, max, step } });
    return this;
  }

  // Grafana's builder types a default per editor; a view's defaults are typed by the view
  private common({ key, name, description }: OptionText<string>) {
    const { id, view } = this;
    const defaults: Record<string, never> = { ...view.defaults };
    return {
      path: `${id}.${key}` as never,
      name,
      description,
      defaultValue: defaults[key],
      category: [view.name],
      showIf: (options: PanelOptions) => options.view === id,
    };
  }
}
