import type { KeptPickup, NewPickup } from '../outbox/pickup.js';
import { asked, inOnePiece } from './database.js';
import type { Kept } from './settings.js';
import { SingleStore, type Open } from './single-store.js';

/** What was keyed at a stop and is not signed yet, by kind. */
export type Counts = Readonly<Record<string, number>>;

/** The counts of pickups. What was drawn stays here no longer than it must. */
export const pickupStore = new SingleStore<KeptPickup>('pickups', ['kept'], (pickup) => ({ ...pickup, signature: null }), async () => () => false, () => undefined);

/** What was keyed at a stop is on the disk before the next tap. */
export function keepDraft(stop: string, counts: Counts): Promise<void> {
  return inOnePiece(['kept'], 'readwrite', (transaction) => draft(transaction, stop, counts));
}

/** Keeps a count that is over; what was keyed for it becomes it, in one piece: it is never both. */
export function putPickup(pickup: NewPickup, stop: string, now: number): Promise<void> {
  return pickupStore.put(pickup, now, (transaction) => draft(transaction, stop, null));
}

/** Takes a count back that did not leave yet: it can be keyed further, with what was keyed there since. */
export function undoPickup(number: number, stopOf: (pickup: KeptPickup) => string): Promise<boolean> {
  return pickupStore.undo(number, async (transaction, pickup) => {
    const since = (await drafts(transaction))[stopOf(pickup)] ?? {};
    const together: Record<string, number> = { ...pickup.counts };
    for (const [kind, count] of Object.entries(since)) together[kind] = (together[kind] ?? 0) + count;
    await draft(transaction, stopOf(pickup), together);
  });
}

/** It is another trip than the one that somebody wrote down meanwhile: it is sent as such. */
export function sendAsAnother(number: number): Promise<boolean> {
  return pickupStore.retry(number, (pickup) => ({ ...pickup, knownTrips: null }));
}

/** The counts of one stop that this device made. */
export async function pickupsOf(round: string, stop: string): Promise<KeptPickup[]> {
  return (await pickupStore.all()).filter((one) => one.round === round && one.stop === stop);
}

export type Pickups = Open<KeptPickup>;

async function draft(transaction: IDBTransaction, stop: string, counts: Counts | null): Promise<void> {
  const { [stop]: _, ...others } = await drafts(transaction);
  transaction.objectStore('kept').put(counts === null || Object.keys(counts).length === 0 ? others : { ...others, [stop]: counts }, 'drafts');
}

async function drafts(transaction: IDBTransaction): Promise<Kept['drafts']> {
  return (await asked<Kept['drafts'] | undefined>(transaction.objectStore('kept').get('drafts'))) ?? {};
}
