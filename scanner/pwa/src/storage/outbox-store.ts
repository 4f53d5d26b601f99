import type { Outbox } from '../outbox/sender.js';
import { after, dueAt, forAPerson, undoFor, undoLeft, wantsAPerson, type KeptScan, type NewScan, type Receipt, type State } from '../outbox/scan.js';
import { asked, inOnePiece } from './database.js';
import { findPerson } from './people-store.js';

/** So many scans that are over are kept, for whoever asks what was done today. */
const mostKept = 2_000;

export interface Counts {
  readonly waiting: number;
  readonly look: number;
}

/** Keeps a scan; once this is answered it is on the disk. For a while it may be taken back, whatever is scanned after it. */
export function put(scan: NewScan, now: number): Promise<KeptScan> {
  return inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const [last] = await collect(outbox, 'prev', 1, () => true);
    const kept = { ...scan, occurredAt: after(last?.occurredAt, scan.occurredAt), state: 'waiting' as const, heldUntil: now + undoFor, taken: false, attempts: 0, notBefore: 0 };
    const number = await asked(outbox.add(kept));
    return { ...kept, number: Number(number) };
  });
}

/** Takes a scan back that did not leave yet. */
export function undo(number: number, now: number): Promise<boolean> {
  return inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const scan: KeptScan | undefined = await asked(outbox.get(number));
    const mayBe = scan !== undefined && undoLeft(scan, now) > 0;
    if (mayBe) outbox.put({ ...scan, state: 'undone' });
    return mayBe;
  });
}

/** What waits is not to be taken back any more: it goes now. */
export function letGo(): Promise<void> {
  return inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    for (const scan of await waitingOf(outbox)) {
      if (scan.heldUntil > 0) outbox.put({ ...scan, heldUntil: 0 });
    }
  });
}

/** Whether a scan of this machine still waits to be sent. */
export function isWaiting(code: string): Promise<boolean> {
  return inOnePiece(['outbox'], 'readonly', async (transaction) =>
    (await asked<KeptScan[]>(transaction.objectStore('outbox').index('code').getAll(code))).some((scan) => scan.state === 'waiting'));
}

/** The codes of which a scan of this step waits to be sent. */
export function waitingFor(step: string): Promise<ReadonlySet<string>> {
  return inOnePiece(['outbox'], 'readonly', async (transaction) =>
    new Set((await waitingOf(transaction.objectStore('outbox'))).filter((scan) => scan.step === step).map((scan) => scan.code)));
}

/** The latest scans, the latest first. */
export function latest(most: number): Promise<KeptScan[]> {
  return inOnePiece(['outbox'], 'readonly', (transaction) => collect(transaction.objectStore('outbox'), 'prev', most, () => true));
}

/** The scans that a person has to look at and nobody has, the latest first. */
export function toLookAt(): Promise<KeptScan[]> {
  return inOnePiece(['outbox'], 'readonly', async (transaction) => (await unseen(transaction.objectStore('outbox'))).sort((a, b) => b.number - a.number));
}

export function markSeen(number: number): Promise<void> {
  return inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const scan: KeptScan | undefined = await asked(outbox.get(number));
    if (scan) outbox.put({ ...scan, seen: true });
  });
}

export function counts(): Promise<Counts> {
  return inOnePiece(['outbox'], 'readonly', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    return { waiting: await asked(outbox.index('state').count('waiting')), look: (await unseen(outbox)).length };
  });
}

/** Forgets what was done long ago; what waits or is to be looked at stays. */
export function forgetOld(): Promise<void> {
  return inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const over = await collect(outbox, 'prev', Number.POSITIVE_INFINITY, (scan) => scan.state !== 'waiting' && (!wantsAPerson(scan.state) || scan.seen === true));
    for (const scan of over.slice(mostKept)) outbox.delete(scan.number);
  });
}

/** What the sender asks of the store. */
export const senderOutbox: Outbox = {
  take: (now, most, signedOut) => inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const taken = inOrder(await waitingOf(outbox), now, most, signedOut);
    for (const scan of taken) {
      if (!scan.taken) outbox.put({ ...scan, taken: true });
    }
    return taken;
  }),

  nextDue: (now, signedOut) => inOnePiece(['outbox'], 'readonly', async (transaction) => {
    // None goes before an earlier one of the same machine.
    const after = new Map<string, number>();
    let next: number | null = null;
    for (const scan of await waitingOf(transaction.objectStore('outbox'))) {
      if (signedOut.has(scan.person)) continue;
      const due = Math.max(dueAt(scan, now), after.get(scan.code) ?? 0);
      after.set(scan.code, due);
      next = Math.min(next ?? due, due);
    }
    return next;
  }),

  answer: (answered) => inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    await Promise.all(answered.map((one) => answerOne(outbox, one.number, one.state, one.receipt)));
  }),

  postpone: (scans, until) => inOnePiece(['outbox'], 'readwrite', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    await Promise.all(scans.map(async (scan) => {
      const kept: KeptScan | undefined = await asked(outbox.get(scan.number));
      if (kept) outbox.put({ ...kept, attempts: kept.attempts + 1, notBefore: until(kept.attempts + 1) });
    }));
  }),

  tokenOf: async (person) => (await findPerson(person))?.token ?? null,
};

/**
 * What goes together: of one person at one device, in the order in which it was kept, and no scan of a machine before an earlier one of it. Whoever is signed out
 * keeps nobody waiting: the server puts in order what comes late.
 */
export function inOrder(waiting: readonly KeptScan[], now: number, most: number, signedOut: ReadonlySet<string>): KeptScan[] {
  const [taken, behind]: [KeptScan[], Set<string>] = [[], new Set()];
  for (const scan of waiting) {
    if (signedOut.has(scan.person)) continue;
    const first = taken[0] ?? scan;
    const goes = dueAt(scan, now) <= now && scan.device === first.device && scan.person === first.person && taken.length < most && !behind.has(scan.code);
    if (goes) taken.push(scan);
    else behind.add(scan.code);
  }
  return taken;
}

async function answerOne(outbox: IDBObjectStore, number: number, state: State, receipt: Receipt): Promise<void> {
  const kept: KeptScan | undefined = await asked(outbox.get(number));

  // An answer that came twice changes nothing.
  if (kept?.state === 'waiting') outbox.put({ ...kept, state, answer: receipt });
}

async function unseen(outbox: IDBObjectStore): Promise<KeptScan[]> {
  const states = outbox.index('state');
  const looks = await Promise.all(forAPerson.map((state) => asked<KeptScan[]>(states.getAll(state))));
  return looks.flat().filter((scan) => scan.seen !== true);
}

/** In the order in which they were kept. */
function waitingOf(outbox: IDBObjectStore): Promise<KeptScan[]> {
  return asked<KeptScan[]>(outbox.index('state').getAll('waiting'));
}

function collect(outbox: IDBObjectStore, direction: IDBCursorDirection, most: number, wanted: (scan: KeptScan) => boolean): Promise<KeptScan[]> {
  return new Promise((resolve, reject) => {
    const found: KeptScan[] = [];
    const request = outbox.openCursor(null, direction);
    request.onerror = () => reject(request.error ?? new Error('The memory of this device refused.'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor || found.length >= most) {
        resolve(found);
        return;
      }
      const scan: KeptScan = cursor.value;
      if (wanted(scan)) found.push(scan);
      cursor.continue();
    };
  });
}
