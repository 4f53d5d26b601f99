import modes from './modes.json' with { type: 'json' };

/** What one tap, one card or each scan does: a step with its fields. The keys are those of the cards and of the station program. */
export interface Target {
  readonly key: string;
  readonly step: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What a station is used for now: the large targets that it shows after a scan. With one target alone, each scan does it. */
export interface Station {
  readonly key: string;
  readonly targets: readonly Target[];
}

const targets = new Map<string, Target>(modes.targets.map((target) => [target.key, target]));

export const stations: readonly Station[] = modes.stations.map((station) => ({ key: station.key, targets: station.targets.flatMap((key) => targets.get(key) ?? []) }));

/** At a donor's door. The step needs the round of the stop, so no card alone says it. */
export const pickup: Station = { key: 'pickup', targets: [{ key: 'pick-up', step: 'pick-up' }] };

/** At the packing table. The step needs the box and the delivery, so no card alone says it. */
export const packing: Station = { key: 'pack', targets: [{ key: 'pack', step: 'pack' }] };

/** On the bench: a scan takes no step, it says how the machine stands and lets photos of it be taken. Its reports are for the program of the bench. */
export const bench: Station = { key: 'bench', targets: [] };
const benchCards: ReadonlySet<string> = new Set([bench.key, 'bench-unlocked']);

/** At the dock: each scan says of which gift the machine is. */
export const dock = 'receive';

/** Who counts at a donor's door, as the server says it: it is the judge. */
const drivers: ReadonlySet<string> = new Set(['DRIVER', 'STOREKEEPER', 'SUPERVISOR']);

/** Who receives at an EPN, as the server says it; and all that is scanned there. */
const animator = 'ANIMATOR';
export const epn = 'epn';
const atTheEpn: ReadonlySet<string> = new Set([epn, 'return', 'inventory']);

/** The kinds of work of whoever has this role; what a driver does comes first. */
export function stationsOf(role: string): readonly Station[] {
  if (role === animator) return stations.filter((station) => atTheEpn.has(station.key));
  const ofTheWorkshop = stations.filter((station) => station.key !== epn);
  return drivers.has(role) ? [pickup, ...ofTheWorkshop, bench, packing] : [...ofTheWorkshop, bench, packing];
}

export function targetOf(key: string | undefined): Target | undefined {
  return key === undefined ? undefined : targets.get(key);
}

/** The station of a card: its own, or the one that has its target. */
export function stationOf(key: string | undefined): Station | undefined {
  return key === pickup.key ? pickup : key === packing.key ? packing : benchCards.has(key ?? '') ? bench : stations.find((station) => station.key === key) ?? stations.find((station) => station.targets.some((target) => target.key === key));
}
