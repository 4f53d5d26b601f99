/** Whatever empties an outbox: the answer says in how many milliseconds to come back; null where nothing waits. */
export interface Drains {
  drain(): Promise<number | null>;
}

/** Sends all that waits, in this order. Scans come first: a photo is of a machine that they may make known. The answer says in how many milliseconds to come back; null where nothing waits. */
export async function drainAll(...outboxes: readonly Drains[]): Promise<number | null> {
  let again: number | null = null;
  for (const outbox of outboxes) {
    const pause = await outbox.drain();
    if (pause !== null) again = Math.min(again ?? pause, pause);
  }
  return again;
}
