import { defect, source, type Defect } from './defect.js';

const WORST = `${source('Daily scores')}/column[@caption="Worst severity"]/calculation`;
const STEP = `${source('Daily scores')}/column[@caption="From"]/calculation`;
const SHARE = `${source('Feature analysis')}/column[@caption="Share of rows"]/calculation`;

const formula = (check: string, what: string, path: string, from: string, to: string): Defect =>
  defect(check, what, (file) => file.replace(path, 'formula', from, to));

/** What formulas can be wrong in. */
export const calculationDefects: readonly Defect[] = [
  formula('calculation-syntax', 'a case that does not end', WORST, ' END', ''),
  formula('calculation-syntax', 'a quote that is not closed', WORST, '"none"', '"none'),
  formula('calculation-syntax', 'a function of SQL', STEP, 'DATETRUNC', 'DATE_TRUNC'),
  formula('calculation-syntax', 'an argument too many', SHARE, 'SUM([cell_ratio])', 'SUM([cell_ratio], 2)'),
  formula('calculation-syntax', 'a field that is not closed', SHARE, '[cell_ratio]', '[cell_ratio'),
  formula('calculation-fields', 'a field that is not there', SHARE, '[cell_ratio]', '[cell_share]'),
  formula('calculation-fields', 'a parameter that is not there', STEP, '[Parameter Step]', '[Step]'),
  defect('calculation-fields', 'two formulas that read each other', (file) => {
    const hours = (caption: string): string => `${source('Alerts')}/column[@caption="${caption}"]`;
    const [one, other] = [hours('Hours to take on'), hours('Hours to be over')];
    file.set(`${one}/calculation`, { formula: file.get(other, 'name') });
    file.set(`${other}/calculation`, { formula: file.get(one, 'name') });
  }),
  formula('calculation-grain', 'a value of rows beside aggregates', SHARE, 'MAX([model])', '[model]'),
  formula(
    'calculation-grain',
    'an aggregate of an aggregate',
    SHARE,
    'SUM([cell_ratio])',
    'SUM(SUM([cell_ratio]))',
  ),
  formula(
    'columns',
    'a formula that sheets repeat otherwise',
    SHARE,
    'SUM([cell_ratio])',
    'AVG([cell_ratio])',
  ),
];
