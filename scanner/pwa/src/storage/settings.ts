import type { Work } from '../work/judge.js';
import { asked, inOnePiece } from './database.js';

/** What this device is. The token lets people in and nothing else. */
export interface StationIdentity {
  readonly device: string;
  readonly name: string;
  readonly organisation: string;
  readonly token: string;
}

/** The few things that are kept beside scans and people. */
export interface Kept {
  station: StationIdentity;
  /** The code that was sent to enrol this device, and under which name, until an answer came. */
  enrolling: { readonly code: string; readonly request: string };
  /** Who works here now. */
  person: string;
  /** The station of work, and the target that each scan does by itself. */
  mode: { readonly station: string; readonly each: string | null };
  /** The stop at whose door one is, as « round/stop »; empty where none was chosen. */
  stop: string;
  /** The gift that arrives at the dock; empty where nobody knows which. */
  gift: string;
  /** Nobody chose it: it was the only one. */
  giftByItself: boolean;
  /** The box that the next machines go into. */
  box: string;
  work: Work;
  /** What was keyed at a stop and is not signed yet, by « round/stop » and kind. */
  drafts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  language: 'fr' | 'en';
  muted: boolean;
  spoken: boolean;
}

export function kept<K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> {
  return inOnePiece(['kept'], 'readonly', (transaction) => asked<Kept[K] | undefined>(transaction.objectStore('kept').get(key)));
}

export function keep<K extends keyof Kept>(key: K, value: Kept[K]): Promise<void> {
  return inOnePiece(['kept'], 'readwrite', async (transaction) => {
    transaction.objectStore('kept').put(value, key);
  });
}

export function forget(key: keyof Kept): Promise<void> {
  return inOnePiece(['kept'], 'readwrite', async (transaction) => {
    transaction.objectStore('kept').delete(key);
  });
}
