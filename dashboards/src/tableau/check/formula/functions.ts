/** A function of Tableau's language: how many arguments it takes, and over what it works. */
export interface TableauFunction {
  readonly least: number;
  readonly most: number;
  /** Over the values of one row, over the rows of a mark, or over the marks of a sheet. */
  readonly over: 'row' | 'rows' | 'marks';
}

const NUMBERS =
  'ABS:1 ACOS:1 ASIN:1 ATAN:1 ATAN2:2 CEILING:1 COS:1 COT:1 DEGREES:1 DIV:2 EXP:1 FLOOR:1 HEXBINX:2 HEXBINY:2 LN:1 LOG:1-2 PI:0 POWER:2 RADIANS:1 ROUND:1-2 SIGN:1 SIN:1 SQRT:1 SQUARE:1 TAN:1 ZN:1';
const TEXTS =
  'ASCII:1 CHAR:1 CONTAINS:2 ENDSWITH:2 FIND:2-3 FINDNTH:3 LEFT:2 LEN:1 LOWER:1 LTRIM:1 MID:2-3 PROPER:1 REGEXP_EXTRACT:2 REGEXP_EXTRACT_NTH:3 REGEXP_MATCH:2 REGEXP_REPLACE:3 REPLACE:3 RIGHT:2 RTRIM:1 SPACE:1 SPLIT:3 STARTSWITH:2 TRIM:1 UPPER:1';
const TIMES =
  'DATEADD:3 DATEDIFF:3-4 DATENAME:2-3 DATEPARSE:2 DATEPART:2-3 DATETRUNC:2-3 DAY:1 HOUR:1 ISDATE:1 ISOQUARTER:1 ISOWEEK:1 ISOWEEKDAY:1 ISOYEAR:1 MAKEDATE:3 MAKEDATETIME:2 MAKETIME:3 MINUTE:1 MONTH:1 NOW:0 QUARTER:1 SECOND:1 TODAY:0 WEEK:1 YEAR:1';
const CHOICES =
  'IFNULL:2 IIF:3-4 ISNULL:1 DATE:1 DATETIME:1 FLOAT:1 INT:1 STR:1 USERNAME:0 FULLNAME:0 USERDOMAIN:0 ISFULLNAME:1 ISMEMBEROF:1 ISUSERNAME:1 MODEL_QUANTILE:2- MAKEPOINT:2-3 MAKELINE:2 DISTANCE:3 BUFFER:3 AREA:2 RAWSQL_BOOL:1- RAWSQL_DATE:1- RAWSQL_DATETIME:1- RAWSQL_INT:1- RAWSQL_REAL:1- RAWSQL_STR:1-';
const AGGREGATES =
  'ATTR:1 AVG:1 COLLECT:1 CORR:2 COUNT:1 COUNTD:1 COVAR:2 COVARP:2 MEDIAN:1 PERCENTILE:2 STDEV:1 STDEVP:1 SUM:1 VAR:1 VARP:1 RAWSQLAGG_BOOL:1- RAWSQLAGG_DATE:1- RAWSQLAGG_DATETIME:1- RAWSQLAGG_INT:1- RAWSQLAGG_REAL:1- RAWSQLAGG_STR:1-';
/** With two arguments they are the lesser and the greater of them, row by row. */
const EITHER = 'MAX:1-2 MIN:1-2';
const OVER_MARKS =
  'FIRST:0 INDEX:0 LAST:0 LOOKUP:1-2 PREVIOUS_VALUE:1 RANK:1-2 RANK_DENSE:1-2 RANK_MODIFIED:1-2 RANK_PERCENTILE:1-2 RANK_UNIQUE:1-2 RUNNING_AVG:1 RUNNING_COUNT:1 RUNNING_MAX:1 RUNNING_MIN:1 RUNNING_SUM:1 SIZE:0 TOTAL:1 WINDOW_AVG:1-3 WINDOW_CORR:2-4 WINDOW_COUNT:1-3 WINDOW_COVAR:2-4 WINDOW_COVARP:2-4 WINDOW_MAX:1-3 WINDOW_MEDIAN:1-3 WINDOW_MIN:1-3 WINDOW_PERCENTILE:2-4 WINDOW_STDEV:1-3 WINDOW_STDEVP:1-3 WINDOW_SUM:1-3 WINDOW_VAR:1-3 WINDOW_VARP:1-3';

const list = (
  text: string,
  over: TableauFunction['over'],
): Array<readonly [name: string, known: TableauFunction]> =>
  text.split(' ').map((entry) => {
    const [name = '', arity = ''] = entry.split(':');
    const [least = '0', most] = arity.split('-');
    return [
      name,
      { least: Number(least), most: most === undefined ? Number(least) : Number(most) || Infinity, over },
    ];
  });

/** By name in capitals; see https://help.tableau.com/current/pro/desktop/en-us/functions_all_alphabetical.htm. */
export const FUNCTIONS: ReadonlyMap<string, TableauFunction> = new Map([
  ...list([NUMBERS, TEXTS, TIMES, CHOICES].join(' '), 'row'),
  ...list([AGGREGATES, EITHER].join(' '), 'rows'),
  ...list(OVER_MARKS, 'marks'),
]);

/** Whether a call adds up rows. */
export function aggregates(name: string, operands: number): boolean {
  return FUNCTIONS.get(name)?.over === 'rows' && !(operands === 2 && (name === 'MIN' || name === 'MAX'));
}
