/**
 * Remembers pictures with the object that they show, which never changes, and forgets them together with it. A drawing that
 * fails is tried again.
 */
export function drawOnce<Picture>(): (
  shown: object,
  key: string,
  draw: () => Promise<Picture>,
) => Promise<Picture> {
  const drawn = new WeakMap<object, Map<string, Promise<Picture>>>();
  return (shown, key, draw) => {
    const pictures = drawn.get(shown) ?? new Map<string, Promise<Picture>>();
    drawn.set(shown, pictures);
    const known = pictures.get(key);
    if (known !== undefined) return known;
    const picture = draw();
    pictures.set(key, picture);
    picture.catch(() => pictures.delete(key));
    return picture;
  };
}
