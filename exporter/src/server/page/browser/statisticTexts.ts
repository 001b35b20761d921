/** What a statistic is called and tells. */
interface StatisticText {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Of every statistic that the exporter computes, in the order of its reports; the document brings them along. */
export const statisticTexts = JSON.parse(
  document.getElementById('statistics')?.textContent ?? '[]',
) as readonly StatisticText[];
