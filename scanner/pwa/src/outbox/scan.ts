import { longestPutOff } from './pauses.js';

/** What may become of a scan: the outcomes of the server, and those that only this device knows. */
export type State = 'waiting' | 'accepted' | 'accepted-with-finding' | 'held' | 'refused' | 'unsendable' | 'undone';

/** Why, with its stable code, in the words of a person, and what to do next. */
export interface Sentence {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** What the server answered to one scan. */
export interface Receipt {
  readonly scanId: string;
  readonly outcome: string;
  readonly firstOutcome?: string;
  readonly machine?: string;
  readonly status?: string;
  readonly finding?: Sentence;
  readonly reason?: Sentence;
  readonly keyboardLayoutWrong?: boolean;
}

/** What this device can say of a scan by itself, from the work that it loaded: never the last word. */
export interface Guess {
  readonly is: 'unknown-work' | 'expected' | 'new-label' | 'blank-label' | 'unprinted-label' | 'not-listed' | 'not-expected' | 'wrong-step' | 'after-others'
    | 'gift-expected' | 'gift-taken' | 'other-stop' | 'elsewhere' | 'not-on-stop' | 'foreign-code';
  readonly status?: string;
  /** At whose door it is expected. */
  readonly where?: string;
}

const doubtful: ReadonlySet<Guess['is']> = new Set(['not-listed', 'not-expected', 'wrong-step', 'blank-label', 'unprinted-label', 'gift-taken', 'other-stop', 'elsewhere', 'not-on-stop', 'foreign-code']);

/** What somebody had better look at before the next one. */
export function isDoubtful(guess: Guess): boolean {
  return doubtful.has(guess.is);
}

/** One scan as it is kept. In whose name it was made never changes, whoever works here when it is sent. */
export interface NewScan {
  readonly scanId: string;
  readonly device: string;
  readonly person: string;
  readonly code: string;
  /** The key of what was done, for its words. */
  readonly target: string;
  readonly step: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** By the clock of this device. */
  readonly occurredAt: string;
  readonly guess: Guess;
}

export interface KeptScan extends NewScan {
  /** Order in which they were kept. */
  readonly number: number;
  readonly state: State;
  /** Until then, in milliseconds of this device's clock, it may be taken back and is not sent. */
  readonly heldUntil: number;
  /** It was handed to the sender at least once: whether the server has it or not, it can no longer be taken back. */
  readonly taken: boolean;
  readonly attempts: number;
  /** It is not sent before. */
  readonly notBefore: number;
  readonly answer?: Receipt;
  /** Somebody read why it was not done. */
  readonly seen?: boolean;
}

/** So long a wrong tap is taken back without anybody else (domain.md 3.3, rule 6). */
export const undoFor = 10_000;

/**
 * From when on it may be sent, by the clock of this device. A moment that is further away than anything is ever put off was written before that clock was set
 * back: it would keep a scan here for as long as the clock was wrong, and counts no more.
 */
export function dueAt(one: { readonly heldUntil: number; readonly notBefore: number }, now: number): number {
  return Math.max(one.heldUntil - now > undoFor ? 0 : one.heldUntil, one.notBefore - now > longestPutOff ? 0 : one.notBefore);
}

/** For how many milliseconds it may still be taken back. */
export function undoLeft(scan: Pick<KeptScan, 'state' | 'taken' | 'heldUntil' | 'notBefore'>, now: number): number {
  return scan.state !== 'waiting' || scan.taken ? 0 : Math.max(0, dueAt(scan, now) - now);
}

/** By more than this no clock is set back in the middle of a day: it was simply wrong before. */
const longestSetBack = 24 * 3_600_000;

/**
 * When a scan happened, after the one before: the clock of a telephone may be set back in the middle of a day, and the order of the scans stays that in which they
 * were made. The server measures our clock by itself with each request.
 */
export function after(before: string | undefined, at: string): string {
  const back = before === undefined ? -1 : Date.parse(before) - Date.parse(at);
  return before === undefined || back < 0 || back > longestSetBack ? at : new Date(Date.parse(before) + 1).toISOString();
}

/** What became of it: a repetition means what the first answer meant. An outcome that we do not know is for a person to look at. */
export function stateOf(receipt: Receipt): State {
  const outcome = receipt.outcome === 'duplicate' ? (receipt.firstOutcome ?? 'accepted') : receipt.outcome;
  return outcome === 'accepted' || outcome === 'accepted-with-finding' || outcome === 'held' || outcome === 'refused' ? outcome : 'held';
}

/** Whether this is no answer yet: the machine could not be asked, and the scan is to be sent again. */
export function isPassing(receipt: Receipt): boolean {
  return receipt.reason?.code === 'try-again';
}

/** What a person has to look at. */
export const forAPerson: readonly State[] = ['accepted-with-finding', 'held', 'refused', 'unsendable'];

export function wantsAPerson(state: State): boolean {
  return forAPerson.includes(state);
}

/** Whether the server did it. */
export function isDone(state: State): boolean {
  return state === 'accepted' || state === 'accepted-with-finding';
}

/** As it goes over the line. */
export function wire(scan: KeptScan): Record<string, unknown> {
  return {
    scanId: scan.scanId,
    code: scan.code,
    step: scan.step,
    occurredAt: scan.occurredAt,
    ...(scan.data ? { data: scan.data } : {}),
  };
}
