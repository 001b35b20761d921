/** 2026-01-02 03:00 in a time zone. */
export function zonedMinute(date: Date, timeZone: string): string {
  // Swedes write dates as ISO 8601 does
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(date);
}
