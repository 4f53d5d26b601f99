/** An outbox of scans: a call sends all that may go. The answer says in how many milliseconds to come back; null where nothing waits. */
export interface Drains {
  drain(): Promise<number | null>;
}

/** An outbox of what is sent one by one: a call sends one at most, and answers 0 where the next may go. */
export interface SendsOne {
  sendOne(): Promise<number | null>;
}

/**
 * Sends all that waits. Scans come first, for a photo is of a machine that they may make known; and anew after each one that is sent by itself: sixty photos on a
 * thin line keep no scan waiting that is made meanwhile. The answer says in how many milliseconds to come back; null where nothing waits.
 */
export async function drainAll(scans: Drains, ...singles: readonly SendsOne[]): Promise<number | null> {
  for (;;) {
    const pauses = [await scans.drain()];
    for (const outbox of singles) {
      const pause = await outbox.sendOne();
      pauses.push(pause);
      if (pause === 0) break;
    }
    if (!pauses.includes(0)) return pauses.reduce((least, pause) => (pause === null ? least : Math.min(least ?? pause, pause)), null);
  }
}
