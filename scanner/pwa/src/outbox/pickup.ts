import { understandSingle, type Single, type SingleAnswer, type SingleSent } from './single-sender.js';

/** Whoever gives signs with a finger on this device. */
export interface Signature {
  readonly name: string;
  /** As what this person signs; null where it was not said. */
  readonly capacity: string | null;
  /** Strokes, as the server takes them: « M12 40L13 41 ». */
  readonly drawing: string;
}

/** What was counted at a donor's door on one trip, and how it ended. In whose name it was counted never changes. */
export interface NewPickup {
  /** Names the trip, and the request: sent again it is the same. */
  readonly id: string;
  readonly device: string;
  readonly person: string;
  readonly round: string;
  readonly stop: string;
  /** The stop in words. */
  readonly where: string;
  /** By kind; what nobody counted is not in it, which is not 0. */
  readonly counts: Readonly<Record<string, number>>;
  /** The number under which the count speaks of its paper; null where nobody signs. */
  readonly note: string | null;
  readonly absent: boolean;
  /** Why nobody signs, in words. */
  readonly reason: string | null;
  /** Null where nobody signed on this device, and once the server has it. */
  readonly signature: Signature | null;
  /** How many trips of this stop were known here; null once somebody said that this is another one. */
  readonly knownTrips: number | null;
  /** When the list was made that said so, by the server's clock. */
  readonly listAt: string | null;
  /** By the clock of this device. */
  readonly occurredAt: string;
}

export interface KeptPickup extends NewPickup, Single {}

/** Somebody else wrote a count of this stop down that was not known here: a person has to say whether it is the same. */
export const countedMeanwhile = 'stop-counted-meanwhile';

/** A count that cannot be read will not be read later: it stands aside with its reason, and can be sent again. */
const refusals: ReadonlySet<number> = new Set([400, 403, 404, 409, 413, 422]);

export function understandPickup(answer: SingleAnswer, now: number): SingleSent {
  return understandSingle(answer, refusals, (round) => 'id' in round && 'stops' in round && Array.isArray(round.stops), now);
}

/** As it goes over the line. */
export function pickupWire(pickup: NewPickup): Record<string, unknown> {
  const { name, capacity, drawing } = pickup.signature ?? { name: null, capacity: null, drawing: null };
  return {
    trip: pickup.id,
    stop: pickup.stop,
    counts: Object.entries(pickup.counts).map(([type, count]) => ({ type, count })),
    donorAbsent: pickup.absent,
    occurredAt: pickup.occurredAt,
    ...(pickup.note === null ? {} : { note: pickup.note }),
    ...(pickup.reason === null ? {} : { reason: pickup.reason }),
    ...(name === null ? {} : { signature: { name, drawing, ...(capacity === null ? {} : { capacity }) } }),
    ...(pickup.knownTrips === null ? {} : { knownTrips: pickup.knownTrips }),
  };
}

/** How many trips of a stop are known here: those of the list, and those of this device that it does not hold yet. */
export function tripsKnown(listed: number, listAt: string, mine: readonly Pick<KeptPickup, 'state' | 'listAt'>[]): number {
  return listed + mine.filter((one) => one.state === 'waiting' || (one.state === 'accepted' && one.listAt === listAt)).length;
}
