/** What a board shows. Nothing here touches the page or the network. */
export interface CounterValue {
  readonly counter: string;
  readonly value: number;
}

export interface Snapshot {
  readonly scope: string;
  readonly version: number;
  readonly counters: readonly CounterValue[];
}

export interface Happened {
  readonly machine: string;
  readonly step: string;
  readonly status: string;
  readonly recordedAt: string;
}

export interface Change {
  readonly scope: string;
  readonly version: number;
  readonly changes: readonly CounterValue[];
  readonly event?: Happened;
}

export interface Board {
  readonly version: number;
  readonly values: ReadonlyMap<string, number>;
}

export type Applied =
  | { readonly kind: 'old' }
  | { readonly kind: 'next'; readonly board: Board }
  /** A change was lost on the way: what came is applied, and the whole board is to be asked for again. */
  | { readonly kind: 'gap'; readonly board: Board };

/** When the figures that are no counters were read last, and when something changed last: milliseconds. */
export interface Figures {
  readonly read: number;
  readonly changed: number;
}

const everyMinute = 60_000;
const mostOften = 10_000;
const soon = 2000;

/** How long the scans must be quiet before a board asks: at least 2 s, and its own share (0 to 1) of the seconds over which all that are open spread. */
export function calmOf(share: number, spread: number): number {
  return soon + share * Math.max(soon, spread * 1000);
}

/** Figures are read again each minute, and as soon as the scans calm down: after a burst nobody looks at the numbers of its middle. */
export function areFiguresDue(figures: Figures, now: number, calm: number): boolean {
  const since = now - figures.read;
  return since >= everyMinute || (since >= mostOften && figures.changed > figures.read && now - figures.changed >= calm);
}

/** A wall takes the new program when another build answers than the one that made its page; who says nothing is the same. */
export function isNewBuild(own: string | undefined, answering: string | null): boolean {
  return own !== undefined && answering !== null && answering !== '' && own !== answering;
}

export function fromSnapshot(snapshot: Snapshot): Board {
  return { version: snapshot.version, values: new Map(snapshot.counters.map((line) => [line.counter, line.value])) };
}

export function apply(board: Board, change: Change): Applied {
  if (change.version <= board.version) {
    return { kind: 'old' };
  }

  const values = new Map(board.values);
  for (const line of change.changes) {
    values.set(line.counter, line.value);
  }

  const next = { version: change.version, values };
  return { kind: change.version === board.version + 1 ? 'next' : 'gap', board: next };
}
