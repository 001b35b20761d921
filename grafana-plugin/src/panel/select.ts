import { type LinkModel, locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { Selection } from '../views/view';
import type { PanelOptions } from './options';

/** Does what the panel is configured to do at a click. */
export function select({ subject, field, row }: Selection, options: PanelOptions): void {
  if (options.click === 'variable') {
    const { featureVariable, modelVariable } = options;
    const named = Object.entries({ [featureVariable]: subject.feature, [modelVariable]: subject.model });
    const variables = named.filter(([name, value]) => name !== '' && value !== '');
    if (variables.length > 0) {
      locationService.partial(Object.fromEntries(variables.map(([name, value]) => [`var-${name}`, value])), true);
    }
  } else if (options.click === 'link') {
    const [link] = field?.getLinks?.({ valueRowIndex: row ?? 0 }) ?? [];
    if (link) {
      follow(link);
    }
  }
}

/** A link within Grafana keeps the page that is loaded. */
function follow({ href, target, onClick }: LinkModel): void {
  if (onClick) {
    onClick(undefined);
  } else if (target !== '_blank' && /^\/(?!\/)/.test(href)) {
    locationService.push(locationUtil.stripBaseFromUrl(href));
  } else if (href !== '') {
    window.open(href, target ?? '_self', target === '_blank' ? 'noopener' : undefined);
  }
}
