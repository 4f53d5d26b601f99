import type { PhotoOutbox } from '../outbox/photo-sender.js';
import type { KeptPhoto, NewPhoto, PhotoState } from '../outbox/photo.js';
import { dueAt, undoFor, type KeptScan } from '../outbox/scan.js';
import { asked, inOnePiece } from './database.js';
import { findPerson } from './people-store.js';

/** So many photos that are over are remembered, without their content. */
const mostKept = 200;

/** Keeps a photo; once this is answered it is on the disk. */
export function putPhoto(photo: NewPhoto, now: number): Promise<void> {
  return inOnePiece(['photos'], 'readwrite', async (transaction) => {
    await asked(transaction.objectStore('photos').add({ ...photo, state: 'waiting', heldUntil: now + undoFor, taken: false, attempts: 0, notBefore: 0 }));
  });
}

/** Takes a photo back that did not leave yet. */
export function undoPhoto(number: number): Promise<boolean> {
  return change(number, (photo) => (photo.state === 'waiting' && !photo.taken ? { ...photo, state: 'undone', bytes: null } : null));
}

/** A photo that was refused is tried once more: the machine may be known by now. */
export function retryPhoto(number: number): Promise<boolean> {
  return change(number, (photo) => (photo.state === 'refused' && photo.bytes !== null ? { ...without(photo), state: 'waiting', heldUntil: 0, notBefore: 0 } : null));
}

/** Somebody read why it was not taken: it is given up. */
export function giveUpPhoto(number: number): Promise<boolean> {
  return change(number, (photo) => (photo.state === 'refused' ? { ...photo, seen: true, bytes: null } : null));
}

export interface Photos {
  readonly waiting: readonly KeptPhoto[];
  readonly refused: readonly KeptPhoto[];
}

/** The photos that somebody still has to do with, the latest first. */
export function openPhotos(): Promise<Photos> {
  return inOnePiece(['photos'], 'readonly', async (transaction) => {
    const photos = transaction.objectStore('photos');
    const [waiting, refused] = await Promise.all([inState(photos, 'waiting'), inState(photos, 'refused')]);
    return { waiting: waiting.reverse(), refused: refused.filter((photo) => photo.seen !== true).reverse() };
  });
}

export function forgetOldPhotos(): Promise<void> {
  return inOnePiece(['photos'], 'readwrite', async (transaction) => {
    const photos = transaction.objectStore('photos');
    const over = (await asked<KeptPhoto[]>(photos.getAll())).filter((photo) => photo.bytes === null).reverse();
    for (const photo of over.slice(mostKept)) photos.delete(photo.number);
  });
}

/** What the sender of photos asks of the store. */
export const photoOutbox: PhotoOutbox = {
  take: (now, signedOut) => inOnePiece(['photos', 'outbox'], 'readwrite', async (transaction) => {
    const photos = transaction.objectStore('photos');
    for (const photo of await free(transaction, signedOut)) {
      if (dueAt(photo, now) > now) continue;
      if (!photo.taken) photos.put({ ...photo, taken: true });
      return photo;
    }
    return null;
  }),

  nextDue: (now, signedOut) => inOnePiece(['photos', 'outbox'], 'readonly', async (transaction) => {
    const due = (await free(transaction, signedOut)).map((photo) => dueAt(photo, now));
    return due.length === 0 ? null : Math.min(...due);
  }),

  answer: async (number, state, why) => {
    // An answer that came twice changes nothing.
    await change(number, (photo) => photo.state !== 'waiting' ? null
      : state === 'accepted' ? { ...photo, state, bytes: null }
      : { ...photo, state, ...(why === null ? {} : { why }) });
  },

  postpone: async (number, until) => {
    await change(number, (photo) => ({ ...photo, attempts: photo.attempts + 1, notBefore: until(photo.attempts + 1) }));
  },

  tokenOf: async (person) => (await findPerson(person))?.token ?? null,
};

/** Those that wait for no scan and for nobody, the oldest first. */
async function free(transaction: IDBTransaction, signedOut: ReadonlySet<string>): Promise<KeptPhoto[]> {
  const scans = await asked<KeptScan[]>(transaction.objectStore('outbox').index('state').getAll('waiting'));
  const behind = new Set(scans.map((scan) => scan.code));
  return (await inState(transaction.objectStore('photos'), 'waiting')).filter((photo) => !signedOut.has(photo.person) && !behind.has(photo.code));
}

function change(number: number, to: (photo: KeptPhoto) => KeptPhoto | null): Promise<boolean> {
  return inOnePiece(['photos'], 'readwrite', async (transaction) => {
    const photos = transaction.objectStore('photos');
    const photo: KeptPhoto | undefined = await asked(photos.get(number));
    const changed = photo === undefined ? null : to(photo);
    if (changed !== null) photos.put(changed);
    return changed !== null;
  });
}

function without({ why: _, ...photo }: KeptPhoto): KeptPhoto {
  return photo;
}

/** In the order in which they were kept. */
function inState(photos: IDBObjectStore, state: PhotoState): Promise<KeptPhoto[]> {
  return asked<KeptPhoto[]>(photos.index('state').getAll(state));
}
