const first = 1_000;
const longest = 60_000;

/** Nothing is put off for longer than this by a failure of its own. */
export const longestPutOff = 3 * longest;

/** A server may ask for a longer pause than ours, and for no more than this: an address that answers nonsense must not silence a station for a day. */
const longestAsked = 15 * 60_000;

/** The pause that a failure or the server asked for: what is kept meanwhile does not shorten it. */
export class Rest {
  private until = Number.NEGATIVE_INFINITY;

  /** @param steady Milliseconds of a clock that nobody sets back. */
  constructor(private readonly steady: () => number) {}

  /** What is left of it; 0 where it is over. */
  get left(): number {
    return Math.max(0, this.until - this.steady());
  }

  begin(pause: number): number {
    const whole = Math.max(1, pause);
    this.until = this.steady() + whole;
    return whole;
  }

  end(): void {
    this.until = Number.NEGATIVE_INFINITY;
  }
}

/** The pause after so many failures: each twice as long as the one before, and no two devices the same. */
export function pauseAfter(failures: number, chance: number): number {
  const whole = Math.min(longest, first * 2 ** Math.min(16, Math.max(0, failures - 1)));
  return whole * (0.5 + chance / 2);
}

/** What the header Retry-After asks for, in milliseconds and within reason; nothing where it says nothing. */
export function askedPause(header: string | null, now: number): number | null {
  if (header === null) return null;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? null : Math.min(longestAsked, Math.max(first, asked));
}
