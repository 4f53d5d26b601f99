import type { KeptPhoto } from '../outbox/photo.js';
import type { KeptScan } from '../outbox/scan.js';
import { asked } from './database.js';
import { SingleStore } from './single-store.js';

/** The photos. None of a machine of which a scan still waits is sent, for that scan may be what makes the machine known. */
export const photoStore = new SingleStore<KeptPhoto>('photos', ['outbox'], (photo) => ({ ...photo, bytes: null }), async (transaction) => {
  const scans = await asked<KeptScan[]>(transaction.objectStore('outbox').index('state').getAll('waiting'));
  const behind = new Set(scans.map((scan) => scan.code));
  return (photo) => behind.has(photo.code);
});
