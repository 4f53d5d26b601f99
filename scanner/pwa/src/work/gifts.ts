/** A gift that arrives here or is expected, as the server says it to whoever receives machines. */
export interface Gift {
  readonly id: string;
  readonly donor: string;
  /** When it is driven here, as « 2026-01-05 ». */
  readonly day?: string | null;
  readonly received: number;
  readonly expected: number;
  /** The only round that may have brought it: a machine that gets its label here names it. */
  readonly round?: string | null;
}

/** Of which gift the next machines are: its id; empty where nobody knows; null before anybody said. */
export type GiftChoice = string | null;

export const noGift = '';

/** Where one alone is expected nobody is asked which. */
export function onlyOne(gifts: readonly Gift[] | null): GiftChoice {
  return gifts?.length === 1 ? (gifts[0]?.id ?? null) : null;
}

/** The gift that was chosen, as the list has it now. */
export function giftOf(gifts: readonly Gift[] | null, choice: GiftChoice): Gift | null {
  return gifts?.find((gift) => gift.id === choice) ?? null;
}

/**
 * Whether somebody has to say it: nobody did yet, or the gift that was chosen is over, or it was chosen by itself as the only one and is that no more.
 */
export function isOpen(gifts: readonly Gift[] | null, choice: GiftChoice, byItself: boolean): boolean {
  return choice === null || (choice !== noGift && giftOf(gifts, choice) === null) || (byItself && onlyOne(gifts) !== choice);
}

/** What a scan at the dock says of its gift. */
export function dataOf(gift: Gift | null): Readonly<Record<string, string>> {
  return gift === null ? {} : { donation: gift.id, ...(gift.round ? { round: gift.round } : {}) };
}

/** The gifts after machines of them came: one for each id. The next list is counted by the server. */
export function counted(gifts: readonly Gift[], came: readonly string[]): readonly Gift[] {
  return gifts.map((gift) => {
    const received = gift.received + came.filter((id) => id === gift.id).length;
    return received === gift.received ? gift : { ...gift, received, expected: Math.max(gift.expected, received) };
  });
}

const prefix = 'd-';

/** The id on the card of a gift, in lower case; null where the card is of something else. */
export function giftCard(card: string): string | null {
  return card.startsWith(prefix) ? card.slice(prefix.length) : null;
}

/** The gift of a card: what is printed has no small letters. */
export function giftOfCard(gifts: readonly Gift[] | null, id: string): Gift | null {
  return gifts?.find((gift) => gift.id.toLowerCase() === id) ?? null;
}
