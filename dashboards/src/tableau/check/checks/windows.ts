import type { Check } from '../check.js';
import { ofDashboard, ofSheet, OF_WORKBOOK, type Problem } from '../finding.js';
import { sheetZonesOf } from '../model/dashboard.js';
import type { Workbook } from '../model/workbook.js';

export const windows: Check = {
  id: 'windows',
  says: "Every worksheet and dashboard has one window, and a dashboard's window a viewpoint for each sheet that it shows.",
  find(workbook) {
    return [...missing(workbook), ...extra(workbook), ...viewpoints(workbook)];
  },
};

function missing({ worksheets, dashboards, windows: all }: Workbook): Problem[] {
  const sheets = [
    ...worksheets.map(({ name, tree }) => ({
      kind: 'worksheet',
      name,
      place: ofSheet(name),
      line: tree.line,
    })),
    ...dashboards.map(({ name, tree }) => ({
      kind: 'dashboard',
      name,
      place: ofDashboard(name),
      line: tree.line,
    })),
  ];
  return sheets.flatMap(({ kind, name, place, line }): Problem[] => {
    const found = all.filter((window) => window.name === name && window.class === kind).length;
    return found === 1
      ? []
      : [
          {
            place,
            line,
            message: `there are ${found} windows of class ${kind} for it; Tableau drops a sheet without its window`,
          },
        ];
  });
}

function extra({ worksheets, dashboards, windows: all, tree }: Workbook): Problem[] {
  const names = new Set([...worksheets, ...dashboards].map(({ name }) => name));
  const stories = tree.children.some(({ name }) => name === 'stories');
  return all
    .filter(
      (window) => ['worksheet', 'dashboard'].includes(window.class) && !names.has(window.name) && !stories,
    )
    .map((window) => ({
      place: OF_WORKBOOK,
      line: window.tree.line,
      message: `there is a window for ${JSON.stringify(window.name)}, and no sheet`,
    }));
}

function viewpoints({ dashboards, windows: all }: Workbook): Problem[] {
  return dashboards.flatMap((dashboard) => {
    const window = all.find(({ class: kind, name }) => kind === 'dashboard' && name === dashboard.name);
    if (window === undefined) return [];
    const shown = [...new Set(sheetZonesOf(dashboard).map(({ sheet }) => sheet))];
    const problem = (message: string): Problem => ({
      place: ofDashboard(dashboard.name),
      line: window.tree.line,
      message,
    });
    return [
      ...shown
        .filter((name) => !window.viewpoints.includes(name))
        .map((name) => problem(`its window has no viewpoint for ${JSON.stringify(name)}`)),
      ...window.viewpoints
        .filter((name) => !shown.includes(name))
        .map((name) =>
          problem(`its window has a viewpoint for ${JSON.stringify(name)}, which it does not show`),
        ),
      ...(window.viewpoints.length === 0
        ? [problem('its window has no viewpoints; Tableau refuses the file (2805CF18)')]
        : []),
    ];
  });
}
