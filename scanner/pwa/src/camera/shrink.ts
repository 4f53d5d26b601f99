/** A photo is for a person to look at: a scratch is seen at this size, and a day of photos finds room in a telephone. In pixels of the longer side. */
const longest = 1600;
const quality = 0.85;

/** Makes a photo small and upright, a JPEG file without place, time and owner that a telephone writes into its own; null where it is no picture. */
export async function shrink(file: Blob): Promise<ArrayBuffer | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  const context = canvas.getContext('2d');
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = context === null ? null : await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  return small === null ? null : small.arrayBuffer();
}
