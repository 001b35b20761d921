import type { SignedLinks } from './signedLinks.js';

/** Where the picture of an alert is, as OpenAPI writes it. */
export const PICTURE_PATH = '/api/v1/models/{model}/features/{feature}/overlay.png';

/** The link to a feature's picture: what follows `server.external_url`. Undefined where its names fit into no path. */
export type PictureLink = (model: string, feature: string) => string | undefined;

/** Links as they are signed at a time. */
export function pictureLink(links: SignedLinks, now: Date): PictureLink {
  return (model, feature) => {
    const path = canonicalPath(PICTURE_PATH, { model, feature });
    return path && links.sign(path, now);
  };
}

/**
 * The one form of a path with names filled in, whatever else a client may have left unencoded.
 * @returns undefined for names that no path can hold: nothing, dots that stand for folders, and halves of characters
 */
export function canonicalPath(
  template: string,
  names: Readonly<Record<string, unknown>>,
): string | undefined {
  let isPossible = true;
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const name = names[key];
    if (typeof name !== 'string' || /^\.{0,2}$/.test(name) || /\p{Surrogate}/u.test(name)) {
      isPossible = false;
      return '';
    }
    return encodeURIComponent(name).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  });
  return isPossible ? path : undefined;
}
