import { askedPause, pauseAfter, Rest } from './pauses.js';
import type { Sentence } from './scan.js';
import { problemOf } from './sent.js';
import type { News } from './sender.js';
import { SignedOut } from './signed-out.js';

/** What is sent by itself, and not with others: a photo, the count of a pickup. */
export interface Single {
  readonly person: string;
  /** By the clock of this device. */
  readonly heldUntil: number;
  /** Order in which they were kept. */
  readonly number: number;
  readonly state: SingleState;
  /** It was handed to the sender at least once: it can no longer be taken back. */
  readonly taken: boolean;
  readonly attempts: number;
  /** It is not sent before. */
  readonly notBefore: number;
  readonly why?: Sentence;
  /** Somebody read why it was not taken, and gave it up. */
  readonly seen?: boolean;
}

export type SingleState = 'waiting' | 'accepted' | 'refused' | 'undone';

/** What came of sending one. */
export type SingleSent =
  | { readonly is: 'kept' }
  | { readonly is: 'refused'; readonly why: Sentence }
  | { readonly is: 'signed-out'; readonly why: Sentence }
  | { readonly is: 'later'; readonly pause: number | null }
  | { readonly is: 'stumbled' }
  | { readonly is: 'away' };

export interface SingleAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** Understands what came back, be it from our server or from the sign-in page of a school's network. Only what our server says of this one puts it aside. */
export function understandSingle(answer: SingleAnswer, refusals: ReadonlySet<number>, isIt: (body: object) => boolean, now: number): SingleSent {
  switch (answer.status) {
    case 200:
    case 201:
      return holds(answer.body, isIt) ? { is: 'kept' } : { is: 'away' };
    case 401: {
      const problem = problemOf(answer.body);
      return problem === null ? { is: 'away' } : { is: 'signed-out', why: problem.why };
    }
    case 429:
    case 503:
      return { is: 'later', pause: askedPause(answer.retryAfter, now) };
    case 500:
      return { is: 'stumbled' };
    default: {
      const problem = refusals.has(answer.status) ? problemOf(answer.body) : null;
      return problem === null ? { is: 'away' } : { is: 'refused', why: problem.why };
    }
  }
}

function holds(body: string, isIt: (body: object) => boolean): boolean {
  try {
    const given: unknown = JSON.parse(body);
    return typeof given === 'object' && given !== null && isIt(given);
  } catch {
    return false;
  }
}

/** What the sender needs of the store. Each is done in one piece, and lasts. */
export interface SingleOutbox<T extends Single> {
  /** The oldest that may be sent now, marked as taken. */
  take(now: number, signedOut: ReadonlySet<string>): Promise<T | null>;
  /** When the next may be sent; null where none waits that time alone lets go. */
  nextDue(now: number, signedOut: ReadonlySet<string>): Promise<number | null>;
  answer(number: number, state: 'accepted' | 'refused', why: Sentence | null): Promise<void>;
  postpone(number: number, until: (attempts: number) => number): Promise<void>;
  tokenOf(person: string): Promise<string | null>;
}

export interface SingleLine<T extends Single> {
  send(one: T, token: string): Promise<SingleSent>;
}

/** Empties its outbox, one at a time and after the scans: the oldest first. One sent again is the same one: the server knows it. Its pauses are its own. */
export class SingleSender<T extends Single> {
  private failures = 0;
  private readonly rest: Rest;
  private readonly signedOut: SignedOut;

  constructor(
    private readonly what: 'photo' | 'pickup',
    private readonly outbox: SingleOutbox<T>,
    private readonly line: SingleLine<T>,
    private readonly now: () => number,
    private readonly chance: () => number,
    private readonly tell: (news: News) => void,
    steady: () => number = now,
  ) {
    this.rest = new Rest(steady);
    this.signedOut = new SignedOut((person) => outbox.tokenOf(person));
  }

  /** Sends the oldest that may go. The answer is 0 where the next may go, else in how many milliseconds to come back; null where nothing waits that time alone lets go. */
  async sendOne(): Promise<number | null> {
    if (this.rest.left > 0) return this.rest.left;
    const signedOut = await this.signedOut.people();
    const one = await this.outbox.take(this.now(), signedOut);
    if (one !== null) return this.send(one);
    const due = await this.outbox.nextDue(this.now(), signedOut);
    return due === null ? null : Math.max(1, due - this.now());
  }

  hurry(): void {
    this.failures = 0;
    this.rest.end();
  }

  private async send(one: T): Promise<number> {
    const token = await this.outbox.tokenOf(one.person);
    const sent: SingleSent | null = token === null ? null : await this.line.send(one, token);
    switch (sent?.is) {
      case undefined:
      case 'signed-out':
        this.signedOut.add(one.person, token);
        this.tell({ is: 'sign-in-needed', person: one.person, why: sent?.why ?? null });
        return 0;
      case 'kept':
        return this.settle(one, 'accepted', null);
      case 'refused':
        return this.settle(one, 'refused', sent.why);
      case 'stumbled':
        // It fell over this one or over anything: the others first.
        await this.outbox.postpone(one.number, (attempts) => this.now() + pauseAfter(attempts, this.chance()));
        return 0;
      case 'later':
        return this.pause(sent.pause ?? this.next(), true);
      case 'away':
        return this.pause(this.next(), false);
    }
  }

  private async settle(one: T, state: 'accepted' | 'refused', why: Sentence | null): Promise<0> {
    await this.outbox.answer(one.number, state, why);
    this.failures = 0;
    this.tell({ is: 'single-answered', what: this.what, state });
    return 0;
  }

  private next(): number {
    this.failures++;
    return pauseAfter(this.failures, this.chance());
  }

  private pause(pause: number, asked: boolean): number {
    if (this.what === 'pickup') this.tell({ is: 'paused', asked });
    return this.rest.begin(pause);
  }
}
