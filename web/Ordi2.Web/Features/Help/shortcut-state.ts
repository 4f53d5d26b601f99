/** What a shortcut leads to. */
export type Action = 'help' | 'search' | 'home';

/** The keys that were pressed outside of fields, as far as it matters for the next one. */
export interface Keys {
  /** When the last one was pressed, in milliseconds. */
  readonly at: number;
  /** It may be the first key of a pair. */
  readonly begun: boolean;
  /** What is carried out when nothing follows for a moment. */
  readonly waiting: Action | undefined;
}

/** Nothing may have been pressed for so long before a shortcut. */
export const quietBefore = 400;

/** And so long after it: a scanner that types like a keyboard goes on at once. */
export const quietAfter = 150;

/** The second key of a pair comes sooner than this, and later than a scanner's. */
export const longestPair = 1500;
export const shortestPair = 60;

const alone: ReadonlyMap<string, Action> = new Map([['?', 'help'], ['/', 'search']]);
const first = 'g';
const second: ReadonlyMap<string, Action> = new Map([['h', 'home']]);

export const noKeys: Keys = { at: Number.NEGATIVE_INFINITY, begun: false, waiting: undefined };

/** Whether a key counts at all: Shift, Tab and the arrows neither make nor break a shortcut. */
export function counts(key: string): boolean {
  return key.length === 1 || key === 'Enter';
}

/** A key was pressed; whatever waited is off. */
export function press(keys: Keys, key: string, at: number): Keys {
  const gap = at - keys.at;
  if (keys.begun && gap >= shortestPair && gap <= longestPair && second.has(key)) {
    return { at, begun: false, waiting: second.get(key) };
  }
  return gap < quietBefore ? { at, begun: false, waiting: undefined } : { at, begun: key === first, waiting: alone.get(key) };
}
