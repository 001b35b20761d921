import * as common from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import { COLOURS } from '../../description/colours.js';
import type { Look, Sheet } from '../../description/sheet.js';
import { measureOverrides } from './measures.js';

/** Big numbers; those with a scale stand on its colour, which can be seen from across a room. */
export function numberPanel(look: Extract<Look, { mark: 'number' }>, sheet: Sheet): stat.PanelBuilder {
  const coloured = look.measures.some(({ scale }) => scale !== undefined);
  return new stat.PanelBuilder()
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .colorMode(coloured ? common.BigValueColorMode.BackgroundSolid : common.BigValueColorMode.None)
    .graphMode(common.BigValueGraphMode.None)
    .justifyMode(common.BigValueJustifyMode.Center)
    .textMode(look.measures.length > 1 ? common.BigValueTextMode.ValueAndName : common.BigValueTextMode.Value)
    .orientation(common.VizOrientation.Auto)
    .wideLayout(false)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(COLOURS.none))
    .overrides(measureOverrides(look.measures, sheet));
}
