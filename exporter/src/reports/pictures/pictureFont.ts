import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The font of pictures, which comes with the package so that no machine needs to have one: Latin, Greek and Cyrillic. */
export const FONT_FAMILY = 'Inter';
export const fontFiles = {
  regular: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
} as const;
export type Weight = keyof typeof fontFiles;

/** What a text takes, and whether it can be drawn. */
export interface PictureFont {
  /** Pixels, kerning left out. */
  width(text: string, size: number, weight?: Weight): number;
  has(character: string): boolean;
}

/** East Asian characters and emoji, which other fonts will draw, are about as wide as high. */
const UNKNOWN_WIDTH = 1;

let loaded: Promise<PictureFont> | undefined;

/** Reads the font on first use. */
export function pictureFont(): Promise<PictureFont> {
  return (loaded ??= load());
}

async function load(): Promise<PictureFont> {
  const { create } = await import('fontkitten');
  const open = async (file: string) => {
    const font = create(await readFile(file));
    if (font.isCollection) throw new TypeError(`${file} holds several fonts`);
    return font;
  };
  const fonts = { regular: await open(fontFiles.regular), bold: await open(fontFiles.bold) };
  // a picture has some hundred characters, most of them the same few
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  const widthOf = (character: string, weight: Weight): number => {
    const known = widths[weight].get(character);
    if (known !== undefined) return known;
    const font = fonts[weight];
    const point = character.codePointAt(0) ?? 0;
    const width = font.hasGlyphForCodePoint(point)
      ? font.glyphForCodePoint(point).advanceWidth / font.unitsPerEm
      : UNKNOWN_WIDTH;
    if (widths[weight].size < 10_000) widths[weight].set(character, width);
    return width;
  };
  return {
    width: (text, size, weight = 'regular') =>
      size * Array.from(text).reduce((sum, character) => sum + widthOf(character, weight), 0),
    has: (character) => fonts.regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  };
}
