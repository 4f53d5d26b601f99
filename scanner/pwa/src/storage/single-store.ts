import { dueAt, undoFor } from '../outbox/scan.js';
import type { Single, SingleOutbox, SingleState } from '../outbox/single-sender.js';
import { asked, inOnePiece, type StoreName } from './database.js';
import { findPerson } from './people-store.js';

/** So many that are over are remembered, without their content. */
const mostKept = 200;

/** Done in one piece with what it is given. */
export type Within<T> = (transaction: IDBTransaction, one: T) => Promise<void> | void;

export interface Open<T> {
  readonly waiting: readonly T[];
  readonly refused: readonly T[];
}

/** What is sent one by one, as this device keeps it. */
export class SingleStore<T extends Single> {
  /**
   * @param name Where it is kept.
   * @param also What else is opened with it.
   * @param spent What stays of one that is over: nothing that names a person.
   * @param behind Whether one has to wait for something else than its time.
   * @param drop Forgets what lies apart of one that is over.
   */
  constructor(
    private readonly name: StoreName,
    private readonly also: readonly StoreName[],
    private readonly spent: (one: T) => T,
    private readonly behind: () => Promise<(one: T) => boolean>,
    private readonly drop: (transaction: IDBTransaction, number: number) => void,
  ) {}

  /** Keeps one; once this is answered it is on the disk. */
  put(one: Omit<T, keyof Single> & { readonly person: string }, now: number, within: Within<T> = () => undefined): Promise<void> {
    return this.write(async (transaction, store) => {
      const kept = { ...one, state: 'waiting' as const, heldUntil: now + undoFor, taken: false, attempts: 0, notBefore: 0 };
      const number = Number(await asked(store.add(kept)));
      await within(transaction, { ...kept, number } as unknown as T);
    });
  }

  /** Takes one back that did not leave yet. */
  undo(number: number, within: Within<T> = () => undefined): Promise<boolean> {
    return this.change(number, (one) => (one.state === 'waiting' && !one.taken ? this.spent({ ...one, state: 'undone' }) : null), within);
  }

  /** One that was refused is tried once more. */
  retry(number: number, as: (one: T) => T = (one) => one): Promise<boolean> {
    return this.change(number, (one) => (one.state === 'refused' && one.seen !== true ? { ...as(without(one)), state: 'waiting', heldUntil: 0, notBefore: 0 } : null));
  }

  /** Somebody read why it was not taken: it is given up. */
  giveUp(number: number): Promise<boolean> {
    return this.change(number, (one) => (one.state === 'refused' ? this.spent({ ...one, seen: true }) : null));
  }

  /** Those that somebody still has to do with, the latest first. */
  open(): Promise<Open<T>> {
    return inOnePiece([this.name], 'readonly', async (transaction) => {
      const [waiting, refused] = await Promise.all([this.inState(transaction, 'waiting'), this.inState(transaction, 'refused')]);
      return { waiting: waiting.reverse(), refused: refused.filter((one) => one.seen !== true).reverse() };
    });
  }

  all(): Promise<T[]> {
    return inOnePiece([this.name], 'readonly', (transaction) => asked<T[]>(transaction.objectStore(this.name).getAll()));
  }

  forgetOld(): Promise<void> {
    return this.write(async (_, store) => {
      const over = (await asked<T[]>(store.getAll())).filter((one) => isOver(one)).reverse();
      for (const one of over.slice(mostKept)) store.delete(one.number);
    });
  }

  /** What its sender asks of it. */
  get outbox(): SingleOutbox<T> {
    return {
      take: async (now, signedOut) => {
        const behind = await this.behind();
        return inOnePiece([this.name], 'readwrite', async (transaction) => {
          const one = (await this.free(transaction, signedOut, behind)).find((free) => dueAt(free, now) <= now);
          if (one !== undefined && !one.taken) transaction.objectStore(this.name).put({ ...one, taken: true });
          return one ?? null;
        });
      },

      nextDue: async (now, signedOut) => {
        const behind = await this.behind();
        const due = (await inOnePiece([this.name], 'readonly', (transaction) => this.free(transaction, signedOut, behind))).map((one) => dueAt(one, now));
        return due.length === 0 ? null : Math.min(...due);
      },

      answer: async (number, state, why) => {
        // An answer that came twice changes nothing.
        await this.change(number, (one) => one.state !== 'waiting' ? null
          : state === 'accepted' ? this.spent({ ...one, state })
          : { ...one, state, ...(why === null ? {} : { why }) });
      },

      postpone: async (number, until) => {
        await this.change(number, (one) => ({ ...one, attempts: one.attempts + 1, notBefore: until(one.attempts + 1) }));
      },

      tokenOf: async (person) => (await findPerson(person))?.token ?? null,
    };
  }

  /** Those that wait for nothing but their time, and for nobody, the oldest first. */
  private async free(transaction: IDBTransaction, signedOut: ReadonlySet<string>, behind: (one: T) => boolean): Promise<T[]> {
    return (await this.inState(transaction, 'waiting')).filter((one) => !signedOut.has(one.person) && !behind(one));
  }

  private change(number: number, to: (one: T) => T | null, within: Within<T> = () => undefined): Promise<boolean> {
    return this.write(async (transaction, store) => {
      const one: T | undefined = await asked(store.get(number));
      const changed = one === undefined ? null : to(one);
      if (one === undefined || changed === null) return false;
      store.put(changed);
      if (isOver(changed)) this.drop(transaction, number);
      await within(transaction, one);
      return true;
    });
  }

  private write<R>(work: (transaction: IDBTransaction, store: IDBObjectStore) => Promise<R>): Promise<R> {
    return inOnePiece([this.name, ...this.also], 'readwrite', (transaction) => work(transaction, transaction.objectStore(this.name)));
  }

  /** In the order in which they were kept. */
  private inState(transaction: IDBTransaction, state: SingleState): Promise<T[]> {
    return asked<T[]>(transaction.objectStore(this.name).index('state').getAll(state));
  }
}

/** Nobody sends it any more. */
function isOver(one: Single): boolean {
  return one.state !== 'waiting' && (one.state !== 'refused' || one.seen === true);
}

function without<T extends Single>(one: T): T {
  const { why: _, ...rest } = one;
  return rest as T;
}
