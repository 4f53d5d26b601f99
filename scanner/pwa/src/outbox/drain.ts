import type { PhotoSender } from './photo-sender.js';
import type { Sender } from './sender.js';

/** Sends all that waits, the scans first: a photo is of a machine that they may make known. The answer says in how many milliseconds to come back; null where nothing waits. */
export async function drainAll(scans: Sender, photos: PhotoSender): Promise<number | null> {
  const scansAgain = await scans.drain();
  const photosAgain = await photos.drain();
  return scansAgain === null ? photosAgain : photosAgain === null ? scansAgain : Math.min(scansAgain, photosAgain);
}
