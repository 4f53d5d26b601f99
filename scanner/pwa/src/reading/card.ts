import { frenchPc, macOrBelgian, upper } from './keyboard.js';
import { alphabet } from './label-code.js';

const longestCard = 64;
const prefix = 'O2-';

/** The line, and what each keyboard that we know would have been sent for it; upper case, without what scanners add. */
export function repairs(text: string): string[] {
  const line = upper(text.trim());
  if (line.length === 0 || line.length > longestCard) return [];
  return [...new Set([line, frenchPc.restore(line), macOrBelgian.restore(line)])];
}

/** What a printed card says behind its « O2- », in lower case; nothing where the line is no card. */
export function cardKey(text: string): string | null {
  const card = repairs(text).find((line) => line.startsWith(prefix));
  return card === undefined ? null : card.slice(prefix.length).toLowerCase();
}

const enrolmentLength = 10;

/** The one-time code that makes this device a station, out of the address of its card or as it was typed; nothing where there is none. */
export function enrolmentCode(text: string): string | null {
  for (const line of [text, frenchPc.restore(upper(text)), macOrBelgian.restore(upper(text))]) {
    const given = /[?&]CODE=([^&#]+)/i.exec(line)?.[1] ?? line;
    const symbols = upper(given).replace(/[^0-9A-Z]/g, '');
    if (symbols.length === enrolmentLength && [...symbols].every((symbol) => alphabet.includes(symbol))) return symbols;
  }
  return null;
}
