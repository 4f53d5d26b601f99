/** What a device types when the scanner believes that its keyboard is American. The 18 letters of our codes stay where they are. */
export interface Keyboard {
  /** Whether somebody who typed this upper-case text could have meant digits: it holds their signs and no digit. */
  explains(text: string): boolean;
  /** The digits as they were sent; everything else as it is. */
  restoreDigits(text: string): string;
  /** Everything as it was sent. */
  restore(text: string): string;
}

function keyboard(digitRow: string): Keyboard {
  const sent = new Map([...digitRow].map((sign, i) => [upper(sign), '1234567890'.charAt(i)]));

  // Phones and Macs put curly quotes in place of the straight ones.
  for (const sign of '’‘') sent.set(sign, '4');
  for (const sign of '“”') sent.set(sign, '3');
  const digitSigns = new Set(sent.keys());

  for (const [typed, was] of ['AQ', 'QA', 'ZW', 'WZ', '?M', ',M', ')-', '!/', '=/', ':.'].map((pair) => [pair.charAt(0), pair.charAt(1)] as const)) {
    if (!sent.has(typed)) sent.set(typed, was);
  }

  const map = (text: string, mapped: (sign: string) => boolean) => units(text).map((sign) => (mapped(sign) ? (sent.get(sign) ?? sign) : sign)).join('');
  return {
    explains: (text) => units(text).some((sign) => digitSigns.has(sign)) && !/[0-9]/.test(text),
    restoreDigits: (text) => map(text, (sign) => digitSigns.has(sign)),
    restore: (text) => map(text, () => true),
  };
}

/** Upper case sign by sign, as the server does it: no sign becomes two, and none that is not a Latin letter becomes one. */
export function upper(text: string): string {
  return units(text).map((sign) => {
    const large = sign.toUpperCase();
    return large.length === 1 && (sign <= '\x7f' || large > '\x7f') ? large : sign;
  }).join('');
}

export function units(text: string): string[] {
  return text.split('');
}

/** French PC. Caps Lock there either restores the digits or makes capitals of the accented letters. */
export const frenchPc = keyboard('&é"\'(-è_çà');

/** French Mac and Belgian: 6 and 8 stand elsewhere. */
export const macOrBelgian = keyboard('&é"\'(§è!çà');
