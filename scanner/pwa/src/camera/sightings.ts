/** A code that stays before the lens, or comes back within this time, is seen once. */
export const sameFor = 2_000;

/** Which of the codes that a camera reads, many times a second, are new. */
export class Sightings {
  private readonly last = new Map<string, number>();

  /** Whether this code counts now. */
  isNew(text: string, now: number): boolean {
    for (const [seen, at] of this.last) {
      if (now - at >= sameFor) this.last.delete(seen);
    }

    const known = this.last.has(text);
    this.last.set(text, now);
    return !known;
  }
}
