import { asked, inOnePiece } from './database.js';

/** Somebody who signed in here while the network was there. */
export interface KnownPerson {
  readonly person: string;
  readonly badge: string;
  readonly called: string | null;
  readonly role: string;
  readonly token: string;
  readonly expiresAt: string;
  /** What the four digits are compared with where there is no network; never the digits. */
  readonly salt: Uint8Array;
  readonly check: Uint8Array;
  /** Wrong digits since the last right ones, without network. */
  readonly failures: number;
}

export function findPerson(person: string): Promise<KnownPerson | undefined> {
  return inOnePiece(['people'], 'readonly', (transaction) => asked<KnownPerson | undefined>(transaction.objectStore('people').get(person)));
}

export function findBadge(badge: string): Promise<KnownPerson | undefined> {
  return inOnePiece(['people'], 'readonly', async (transaction) =>
    (await asked<KnownPerson[]>(transaction.objectStore('people').getAll())).find((known) => known.badge === badge));
}

export function keepPerson(known: KnownPerson): Promise<void> {
  return inOnePiece(['people'], 'readwrite', async (transaction) => {
    const people = transaction.objectStore('people');

    // A badge that was given to somebody else is no longer that of whoever had it.
    for (const other of await asked<KnownPerson[]>(people.getAll())) {
      if (other.badge === known.badge && other.person !== known.person) people.put({ ...other, badge: '' });
    }
    people.put(known);
  });
}

/** Counts a try before it is looked at; true where one was left. */
export function countTry(person: string, most: number): Promise<boolean> {
  return inOnePiece(['people'], 'readwrite', async (transaction) => {
    const people = transaction.objectStore('people');
    const known: KnownPerson | undefined = await asked(people.get(person));
    if (!known || known.failures >= most) return false;
    people.put({ ...known, failures: known.failures + 1 });
    return true;
  });
}

export function forgiveTries(person: string): Promise<void> {
  return inOnePiece(['people'], 'readwrite', async (transaction) => {
    const people = transaction.objectStore('people');
    const known: KnownPerson | undefined = await asked(people.get(person));
    if (known) people.put({ ...known, failures: 0 });
  });
}
