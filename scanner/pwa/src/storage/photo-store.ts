import type { KeptPhoto, NewPhoto } from '../outbox/photo.js';
import type { KeptScan } from '../outbox/scan.js';
import { asked, inOnePiece } from './database.js';
import { SingleStore } from './single-store.js';

/** Whether a scan still waits of the machine of a photo. It is asked before, and not together with the photos: who keeps a scan waits for no photo. */
async function behindItsScan(): Promise<(photo: KeptPhoto) => boolean> {
  const scans = await inOnePiece(['outbox'], 'readonly', (transaction) => asked<KeptScan[]>(transaction.objectStore('outbox').index('state').getAll('waiting')));
  const behind = new Set(scans.map((scan) => scan.code));
  return (photo) => behind.has(photo.code);
}

/** The photos. None of a machine of which a scan still waits is sent, for that scan may be what makes the machine known. Of one that is over the file goes. */
export const photoStore = new SingleStore<KeptPhoto>('photos', ['photo-files'], (photo) => photo, behindItsScan, (transaction, number) => {
  transaction.objectStore('photo-files').delete(number);
});

/** Keeps a photo with its JPEG file. */
export function putPhoto(photo: NewPhoto, bytes: ArrayBuffer, now: number): Promise<void> {
  return photoStore.put(photo, now, (transaction, kept) => {
    transaction.objectStore('photo-files').put(bytes, kept.number);
  });
}

/** The JPEG file of a photo; null once the server has it, or once somebody gave it up. */
export async function bytesOf(number: number): Promise<ArrayBuffer | null> {
  return (await inOnePiece(['photo-files'], 'readonly', (transaction) => asked<ArrayBuffer | undefined>(transaction.objectStore('photo-files').get(number)))) ?? null;
}
