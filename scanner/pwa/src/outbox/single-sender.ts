import { pauseAfter } from './pauses.js';
import type { KeptPhoto, PhotoSent } from './photo.js';
import type { Sentence } from './scan.js';
import type { News } from './sender.js';

/** What the sender of photos needs of the store. Each is done in one piece, and lasts. */
export interface PhotoOutbox {
  /** The oldest photo that may be sent now, marked as taken: none of a machine of which a scan still waits, for that scan may be what makes the machine known. */
  take(now: number, signedOut: ReadonlySet<string>): Promise<KeptPhoto | null>;
  /** When the next photo may be sent; null where none waits but for a scan. */
  nextDue(now: number, signedOut: ReadonlySet<string>): Promise<number | null>;
  answer(number: number, state: 'accepted' | 'refused', why: Sentence | null): Promise<void>;
  postpone(number: number, until: (attempts: number) => number): Promise<void>;
  tokenOf(person: string): Promise<string | null>;
}

export interface PhotoLine {
  send(photo: KeptPhoto, token: string): Promise<PhotoSent>;
}

/** Empties the photos, one at a time and after the scans: the oldest first. A photo sent again is the same photo, the server knows it by its content. */
export class PhotoSender {
  private failures = 0;

  constructor(
    private readonly outbox: PhotoOutbox,
    private readonly line: PhotoLine,
    private readonly now: () => number,
    private readonly chance: () => number,
    private readonly tell: (news: News) => void,
  ) {}

  /** Sends until nothing is left that may go now. The answer says in how many milliseconds to come back; null where nothing waits that time alone lets go. */
  async drain(): Promise<number | null> {
    // Asked anew each time: whoever was signed out may have come back.
    const signedOut = new Set<string>();
    for (;;) {
      const photo = await this.outbox.take(this.now(), signedOut);
      if (photo === null) {
        const due = await this.outbox.nextDue(this.now(), signedOut);
        return due === null ? null : Math.max(1, due - this.now());
      }
      const pause = await this.send(photo, signedOut);
      if (pause !== null) return pause;
    }
  }

  hurry(): void {
    this.failures = 0;
  }

  /** The pause that it asks for; null where the next may go. */
  private async send(photo: KeptPhoto, signedOut: Set<string>): Promise<number | null> {
    const token = await this.outbox.tokenOf(photo.person);
    const sent: PhotoSent | null = token === null ? null : await this.line.send(photo, token);
    switch (sent?.is) {
      case undefined:
      case 'signed-out':
        signedOut.add(photo.person);
        this.tell({ is: 'sign-in-needed', person: photo.person, why: sent?.why ?? null });
        return null;
      case 'kept':
        return this.settle(photo, 'accepted', null);
      case 'refused':
        return this.settle(photo, 'refused', sent.why);
      case 'stumbled':
        // It fell over this one or over anything: the others first.
        await this.outbox.postpone(photo.number, (attempts) => this.now() + pauseAfter(attempts, this.chance()));
        return null;
      case 'later':
        return this.pause(sent.pause ?? this.next(), true);
      case 'away':
        return this.pause(this.next(), false);
    }
  }

  private async settle(photo: KeptPhoto, state: 'accepted' | 'refused', why: Sentence | null): Promise<null> {
    await this.outbox.answer(photo.number, state, why);
    this.failures = 0;
    this.tell({ is: 'photo-answered', state });
    return null;
  }

  private next(): number {
    this.failures++;
    return pauseAfter(this.failures, this.chance());
  }

  private pause(pause: number, asked: boolean): number {
    this.tell({ is: 'paused', asked });
    return Math.max(1, pause);
  }
}
