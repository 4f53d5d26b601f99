import { isLabelCode } from '../reading/label-code.js';
import type { Guess } from '../outbox/scan.js';
import type { Labels } from './judge.js';

/** A kind of machine that is counted at a donor's door, in words. */
export interface Kind {
  readonly code: string;
  readonly fr: string;
  readonly en: string;
}

/** A round that is on the road, as the server says it to whoever drives. */
export interface Round {
  readonly id: string;
  readonly donation: string;
  readonly day: string;
  readonly donor: string;
  readonly announced: readonly { readonly type: string; readonly count?: number | null }[];
  readonly stops: readonly Stop[];
  /** The codes of the machines of its gift that are known already, by their status. */
  readonly machines: Readonly<Record<string, readonly string[]>>;
}

/** A round that is planned and that nobody has begun. */
export interface PlannedRound {
  readonly id: string;
  readonly day: string;
  readonly donor: string;
}

export interface Stop {
  readonly id: string;
  readonly place?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly access?: string | null;
  readonly safety: readonly string[];
  /** The number under which its count speaks of its paper. */
  readonly note: string;
  /** How many trips were counted there. */
  readonly trips: number;
  /** What was counted on each of them, in this order; left out by a server that does not say it. */
  readonly counted?: readonly CountedTrip[];
}

/** What somebody counted on a trip. */
export interface CountedTrip {
  readonly id: string;
  readonly counts: readonly { readonly type: string; readonly count?: number | null }[];
  /** When, by the phone's clock as the server corrected it. */
  readonly at: string;
  /** On which device, by its name; nothing where that is not known. */
  readonly on?: string | null;
}

/** Names a stop among all rounds. */
export function stopKey(round: string, stop: string): string {
  return `${round}/${stop}`;
}

const [declared, collected] = ['DECLARED', 'COLLECTED'];

/**
 * What can be said at a donor's door without the server of a code that was scanned: whether it belongs to this gift, to that of another stop, to nobody yet. A
 * machine of which another scan still waits is not judged.
 */
export function judgeAtStop(
  round: Round, rounds: readonly Round[], statuses: ReadonlyMap<string, string>, labels: Labels | null, complete: boolean, waiting: boolean, code: string,
): Guess {
  if (waiting) return { is: 'after-others' };
  const here = statusIn(round, code);
  if (here !== undefined) return here === declared ? { is: 'gift-expected' } : { is: 'gift-taken', status: here };
  const other = rounds.find((one) => one.id !== round.id && statusIn(one, code) === declared);
  if (other !== undefined) return { is: 'other-stop', where: other.donor };
  const elsewhere = statuses.get(code);
  if (elsewhere !== undefined) return { is: elsewhere === collected ? 'gift-taken' : 'elsewhere', status: elsewhere };
  if (!isLabelCode(code)) return { is: 'foreign-code' };
  if (labels?.blank.has(code) === true) return { is: 'new-label' };
  if (labels?.complete === true && complete) return { is: 'unprinted-label' };

  // Where the donor listed its machines one by one, a label that is not among them is of something else.
  return round.machines[declared] === undefined ? { is: 'new-label' } : { is: 'not-on-stop' };
}

function statusIn(round: Round, code: string): string | undefined {
  return Object.entries(round.machines).find(([, codes]) => codes.includes(code))?.[0];
}
