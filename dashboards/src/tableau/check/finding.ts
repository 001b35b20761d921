/** What is wrong with a workbook, where, and what to do about it. */
export interface Problem {
  /** A sheet, dashboard or data source, in words, such as `sheet "Recent alerts"`. */
  readonly place: string;
  /** Line of the file; absent where no line is at fault. */
  readonly line?: number;
  /** What is wrong and what to do, lower case and without a full stop. */
  readonly message: string;
}

export interface Finding extends Problem {
  /** Id of the check that found it. */
  readonly check: string;
}

export const ofSheet = (name: string): string => `sheet ${JSON.stringify(name)}`;
export const ofDashboard = (name: string): string => `dashboard ${JSON.stringify(name)}`;
export const ofSource = (caption: string): string => `data source ${JSON.stringify(caption)}`;
export const ofAction = (caption: string): string => `action ${JSON.stringify(caption)}`;
export const OF_WORKBOOK = 'workbook';
