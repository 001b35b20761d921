import type { Check } from '../check.js';
import { ofDashboard, type Problem } from '../finding.js';

export const dashboardSize: Check = {
  id: 'dashboard-size',
  says: 'A dashboard of fixed size is as wide and high at least as at most: anything else ends Tableau.',
  find({ dashboards }) {
    return dashboards.flatMap(({ name, size, tree }): Problem[] => {
      const { attributes } = size;
      const problem = (message: string): Problem[] => [
        { place: ofDashboard(name), line: size.line || tree.line, message },
      ];
      const mode = attributes['sizing-mode'];
      const [w, W, h, H] = ['minwidth', 'maxwidth', 'minheight', 'maxheight'].map((key) =>
        Number(attributes[key]),
      );
      if (mode !== undefined && mode !== 'fixed') return [];
      if (mode === undefined && !('minwidth' in attributes && 'maxwidth' in attributes)) return [];
      if (mode === undefined && (w !== W || h !== H)) return [];
      if (![w, W, h, H].every((pixels) => pixels !== undefined && pixels > 0))
        return problem('a fixed size needs minwidth, maxwidth, minheight and maxheight in pixels');
      return w === W && h === H
        ? []
        : problem(`the size is fixed, and ${w} × ${h} at least is not ${W} × ${H} at most`);
    });
  },
};
