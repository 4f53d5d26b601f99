/** A delivery that is packed here now. */
export interface PackingList {
  readonly id: string;
  /** The codes of the machines on its list. */
  readonly machines: readonly string[];
}

export type Packed = { readonly is: 'on-list'; readonly delivery: string } | { readonly is: 'not-listed' | 'no-list' };

/** Whether a bare code at the packing table is that of a box: one that was printed for boxes, or the first code where no box is open; never that of a machine. */
export function isBox(code: string, open: boolean, boxes: readonly string[], isOfAMachine: boolean): boolean {
  return !isOfAMachine && (!open || boxes.includes(code));
}

/** For which delivery a machine is packed: that on whose list it stands. */
export function packedFor(lists: readonly PackingList[] | null, code: string): Packed {
  if (lists === null) return { is: 'no-list' };
  const list = lists.find((one) => one.machines.includes(code));
  return list === undefined ? { is: 'not-listed' } : { is: 'on-list', delivery: list.id };
}
