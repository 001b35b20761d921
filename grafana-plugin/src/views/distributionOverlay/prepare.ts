import type { DataFrame } from '@grafana/data';
import type { Distribution } from '../../frames/distribution';
import { readDistributions } from '../../frames/distributions';
import { subjectNames } from '../../frames/subject';
import type { Prepared } from '../view';
import { barsPicture } from './barsPicture';
import { binsPicture } from './binsPicture';
import { inOrder } from './inOrder';
import { hasLogAxis } from './logAxis';
import type { DistributionOverlayOptions } from './options';
import type { OverlayData, Picture } from './picture';
import { whatIsMissing } from './whatIsMissing';

/** Reads the frames' distributions and makes a picture of each. */
export function prepare(frames: readonly DataFrame[], options: DistributionOverlayOptions): Prepared<OverlayData> {
  const { distributions, problems } = readDistributions(frames);
  if (distributions.length === 0) {
    const { warning, ...needs } = whatIsMissing(frames);
    return { warning: [warning, ...problems].join(' '), ...needs };
  }
  const names = subjectNames(distributions.map(({ subject }) => subject));
  const pictures = distributions.map((distribution, index) => pictureOf(distribution, names[index] ?? '', options));
  return { data: { pictures: inOrder(pictures) }, notes: [...notesOf(distributions, pictures, options), ...problems] };
}

function pictureOf(distribution: Distribution, given: string, { categories }: DistributionOverlayOptions): Picture {
  const name = given.trim() === '' ? 'Distribution' : given;
  return distribution.kind === 'numeric'
    ? binsPicture(distribution, name)
    : barsPicture(distribution, name, categories);
}

function notesOf(
  distributions: readonly Distribution[],
  pictures: readonly Picture[],
  options: DistributionOverlayOptions
): string[] {
  const one = distributions.length === 1;
  const noReference = distributions.filter(({ reference }) => reference === undefined).length;
  const noCurrent = distributions.filter(({ current }) => current === undefined).length;
  const linear = pictures.filter((picture) => picture.kind === 'bins' && !hasLogAxis(picture, options)).length;
  const apart = distributions.filter((each, index) => shareNoEdge(each, pictures[index])).length;
  const newest = distributions.reduce((time, each) => (each.time > time ? each.time : time), -Infinity);
  const older = distributions.filter(({ time }) => time < newest).length;
  return [
    ...(noReference > 0
      ? [`No reference${one ? '' : ` for ${of(noReference, distributions)}`}: current values are drawn alone.`]
      : []),
    ...(noCurrent > 0
      ? [`No current values${one ? '' : ` for ${of(noCurrent, distributions)}`}: the reference is drawn alone.`]
      : []),
    ...(options.axis === 'log' && linear > 0
      ? [`Linear axis${one ? '' : ` for ${of(linear, distributions)}`}: not all edges are positive.`]
      : []),
    ...(apart > 0
      ? [
          `Reference and current share no edge${one ? '' : ` in ${of(apart, distributions)}`}, so that their cells cannot be compared.`,
        ]
      : []),
    ...(older > 0 ? [`Older than the newest: ${of(older, distributions)}.`] : []),
  ];
}

function of(number: number, all: readonly unknown[]): string {
  return `${number.toLocaleString('en')} of ${all.length.toLocaleString('en')} features`;
}

function shareNoEdge(distribution: Distribution, picture: Picture | undefined): boolean {
  const { kind, reference, current } = distribution;
  const hasEdges = kind === 'numeric' && (reference?.cells.length ?? 0) > 1 && (current?.cells.length ?? 0) > 1;
  return hasEdges && picture?.kind === 'bars' && picture.bars[0]?.name === 'all values';
}
