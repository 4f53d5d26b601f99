import { pauseAfter, Rest } from './pauses.js';
import { isPassing, stateOf, type KeptScan, type Receipt, type Sentence, type State } from './scan.js';
import type { Sent } from './sent.js';
import { SignedOut } from './signed-out.js';

/** Most scans in one request, as the server takes them. */
export const mostInARequest = 500;

/** What the sender needs of the store. Each is done in one piece, and lasts. */
export interface Outbox {
  /** The oldest scans of one device and person that may be sent now, marked as taken; none of the persons who have to sign in first. */
  take(now: number, most: number, signedOut: ReadonlySet<string>): Promise<readonly KeptScan[]>;
  /** When the next scan may be sent; null where none waits. */
  nextDue(now: number, signedOut: ReadonlySet<string>): Promise<number | null>;
  answer(answered: readonly { readonly number: number; readonly state: State; readonly receipt: Receipt }[]): Promise<void>;
  postpone(scans: readonly KeptScan[], until: (attempts: number) => number): Promise<void>;
  tokenOf(person: string): Promise<string | null>;
}

export interface Line {
  send(scans: readonly KeptScan[], token: string): Promise<Sent>;
}

/** What the sender has to say. */
export type News =
  | { readonly is: 'answered'; readonly scans: readonly { readonly scan: KeptScan; readonly state: State; readonly receipt: Receipt }[] }
  | { readonly is: 'single-answered'; readonly what: 'photo' | 'pickup'; readonly state: 'accepted' | 'refused' }
  | { readonly is: 'paused'; readonly asked: boolean }
  | { readonly is: 'resumed' }
  | { readonly is: 'sign-in-needed'; readonly person: string; readonly why: Sentence | null }
  | { readonly is: 'clock-off'; readonly ahead: number };

/** The server measures our clock and sets the moments of our scans right by it; what this device shows by itself stays wrong, so one that is off by more than this is told. */
const clockTolerance = 2 * 60_000;

/**
 * Empties the outbox: the oldest first, as often as it takes. What the server cannot take together it is given in halves, until the one scan is found that it
 * cannot take at all; that one stands aside and the others go on. A scan sent again counts once: the server knows its id.
 */
export class Sender {
  private failures = 0;
  private most = mostInARequest;
  private paused = false;
  private readonly rest: Rest;
  private readonly signedOut: SignedOut;

  constructor(
    private readonly outbox: Outbox,
    private readonly line: Line,
    private readonly now: () => number,
    private readonly chance: () => number,
    private readonly tell: (news: News) => void,
    steady: () => number = now,
  ) {
    this.rest = new Rest(steady);
    this.signedOut = new SignedOut((person) => outbox.tokenOf(person));
  }

  /** Sends until nothing is left that may go now. The answer says in how many milliseconds to come back; null where nothing waits. */
  async drain(): Promise<number | null> {
    for (;;) {
      const pause = await this.sendSome();
      if (pause !== 0) return pause;
    }
  }

  /** The line may be better now: no pause of before counts. */
  hurry(): void {
    this.failures = 0;
    this.rest.end();
  }

  private async sendSome(): Promise<number | null> {
    if (this.rest.left > 0) return this.rest.left;
    const away = await this.signedOut.people();
    const scans = await this.outbox.take(this.now(), this.most, away);
    const person = scans[0]?.person;

    if (person === undefined) {
      const due = await this.outbox.nextDue(this.now(), away);
      return due === null ? null : Math.max(1, due - this.now());
    }

    const token = await this.outbox.tokenOf(person);
    if (token === null) return this.needsSignIn(person, null, null);
    const sent = await this.line.send(scans, token);
    switch (sent.is) {
      case 'answered':
        return this.take(scans, sent.receipts, sent.clockAhead);
      case 'later':
        return this.pause(sent.pause ?? this.next(), true);
      case 'away':
        return this.pause(this.next(), false);
      case 'stumbled':
        return this.stumble(scans);
      case 'not-together':
        return this.split(scans, sent.why, sent.ofAScan);
      case 'signed-out':
        return this.needsSignIn(person, token, sent.why);
    }
  }

  private async take(scans: readonly KeptScan[], receipts: readonly Receipt[], clockAhead: number | null): Promise<number> {
    const byId = new Map(receipts.filter((receipt) => !isPassing(receipt)).map((receipt) => [receipt.scanId, receipt]));
    const answered = scans.flatMap((scan) => {
      const receipt = byId.get(scan.scanId);
      return receipt ? [{ scan, number: scan.number, state: stateOf(receipt), receipt }] : [];
    });
    await this.outbox.answer(answered);

    // Not answered, or the machine could not be asked: these alone go again, after others.
    await this.outbox.postpone(scans.filter((scan) => !byId.has(scan.scanId)), (attempts) => this.now() + pauseAfter(attempts, this.chance()));
    if (this.paused) this.tell({ is: 'resumed' });
    this.paused = false;
    this.failures = 0;
    this.most = Math.min(mostInARequest, this.most * 2);
    if (answered.length > 0) this.tell({ is: 'answered', scans: answered });
    if (clockAhead !== null && Math.abs(clockAhead) > clockTolerance) this.tell({ is: 'clock-off', ahead: clockAhead });
    return 0;
  }

  /** It fell over these or over anything: fewer at a time, and one that it always falls over lets the others go first. */
  private async stumble(scans: readonly KeptScan[]): Promise<number> {
    const pause = this.next();
    if (scans.length === 1) await this.outbox.postpone(scans, (attempts) => this.now() + 2 * pause + pauseAfter(attempts, this.chance()));
    this.most = Math.max(1, Math.floor(scans.length / 2));
    return this.pause(pause, false);
  }

  private async split(scans: readonly KeptScan[], why: Sentence, ofAScan: boolean): Promise<number> {
    const only = scans.length === 1 ? scans[0] : undefined;
    if (only === undefined) {
      this.most = Math.floor(scans.length / 2);
      return 0;
    }

    if (!ofAScan) {
      await this.outbox.postpone(scans, (attempts) => this.now() + pauseAfter(attempts, this.chance()));
      return this.pause(this.next(), false);
    }

    const receipt: Receipt = { scanId: only.scanId, outcome: 'unsendable', reason: why };
    await this.outbox.answer([{ number: only.number, state: 'unsendable', receipt }]);
    this.most = mostInARequest;
    this.tell({ is: 'answered', scans: [{ scan: only, state: 'unsendable', receipt }] });
    return 0;
  }

  private needsSignIn(person: string, token: string | null, why: Sentence | null): number {
    this.signedOut.add(person, token);
    this.tell({ is: 'sign-in-needed', person, why });
    return 0;
  }

  private next(): number {
    this.failures++;
    return pauseAfter(this.failures, this.chance());
  }

  private pause(pause: number, asked: boolean): number {
    this.tell({ is: 'paused', asked });
    this.paused = true;
    return this.rest.begin(pause);
  }
}
