import { isLabelCode } from '../reading/label-code.js';
import type { Guess } from '../outbox/scan.js';
import type { Gift } from './gifts.js';
import type { PackingList } from './packing.js';
import type { Kind, PlannedRound, Round } from './rounds.js';

/** What the server said that there is to do, when the network was there. */
export interface Work {
  /** When it was made, by the server's clock. */
  readonly at: string;
  readonly organisation: string;
  /** The codes of the machines that are held here or come here, by their status. */
  readonly machines: Readonly<Record<string, readonly string[]>>;
  /** From which statuses each step goes. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  /** The words of each status: French, English. */
  readonly words: Readonly<Record<string, { readonly fr: string; readonly en: string }>>;
  /** Whether every machine is listed; a very large workshop has more than are sent. */
  readonly complete: boolean;
  /** The labels that were printed for this house and lead to no machine yet; left out by a server that does not say them. */
  readonly labels?: readonly string[];
  /** Whether every such label is listed. */
  readonly labelsComplete?: boolean;
  /** The rounds that are on the road; left out for whoever counts at no door. */
  readonly rounds?: readonly Round[];
  /** The kinds that are counted there, as they are listed. */
  readonly kinds?: readonly Kind[];
  /** The gifts that arrive here or are expected, the next first; left out for whoever receives none. */
  readonly gifts?: readonly Gift[];
  /** The rounds that are planned and that nobody has begun; left out likewise. */
  readonly planned?: readonly PlannedRound[];
  /** The deliveries that are packed here now; left out for whoever packs none. */
  readonly packing?: readonly PackingList[];
  /** The codes that were printed for boxes; left out by a server that does not say them. */
  readonly boxes?: readonly string[];
  /** The codes of the badges of this house; left out likewise. */
  readonly badges?: readonly string[];
}

/** The labels in the drawers: of which it can be said whether one is among them. */
export interface Labels {
  readonly blank: ReadonlySet<string>;
  readonly complete: boolean;
}

const none = 'NONE';

/** All that comes to an EPN was announced to it: a machine that was not is meant for another. */
const atTheEpn = 'receive-at-epn';

/** The status of each machine of the work, by its code. */
export function statusesOf(work: Work): Map<string, string> {
  return new Map(Object.entries(work.machines).flatMap(([status, codes]) => codes.map((code) => [code, status] as const)));
}

/** The labels of the work; null where nothing is known of any: a house may have them printed elsewhere. */
export function labelsOf(work: Work): Labels | null {
  return work.labels === undefined || work.labels.length === 0 ? null : { blank: new Set(work.labels), complete: work.labelsComplete === true };
}

/**
 * What can be said of a scan without the server. A machine of which another scan still waits is not judged: how it stands after that one is for the server to say.
 */
export function judge(work: Work | null, statuses: ReadonlyMap<string, string>, labels: Labels | null, waiting: boolean, code: string, step: string): Guess {
  const from = work?.steps[step];
  if (waiting) return { is: 'after-others' };
  if (work === null || from === undefined) return { is: 'unknown-work' };
  const status = statuses.get(code);
  if (status !== undefined) return from.includes(status) ? { is: 'expected', status } : { is: 'wrong-step', status };
  const blank = labels?.blank.has(code) === true;
  if (blank) return { is: from.includes(none) ? 'new-label' : 'blank-label' };
  if (!isLabelCode(code) || !work.complete) return { is: 'unknown-work' };
  if (!from.includes(none)) return { is: step === atTheEpn ? 'not-expected' : 'not-listed' };
  return { is: labels?.complete === true ? 'unprinted-label' : 'new-label' };
}
