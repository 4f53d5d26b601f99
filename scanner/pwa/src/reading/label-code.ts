/** Digits and the letters that no French keyboard moves (A Q W Z M) and nobody confuses (I O U). */
export const alphabet = '0123456789BCDEFGHJKLNPRSTVXY';

/** Symbols of a code, the check symbol included. */
export const codeLength = 7;

/** Luhn mod 28. The payload holds symbols of our alphabet alone. */
function checkSymbol(payload: string): string {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) {
    const value = alphabet.indexOf(payload.charAt(i));
    // Counted from the right, every first symbol weighs double.
    const addend = (payload.length - i) % 2 === 1 ? 2 * value : value;
    sum += Math.floor(addend / alphabet.length) + (addend % alphabet.length);
  }
  return alphabet.charAt((alphabet.length - (sum % alphabet.length)) % alphabet.length);
}

/** Whether these are seven symbols of ours, be the last one right or wrong. */
export function looksLikeOurs(text: string): boolean {
  return text.length === codeLength && [...text].every((symbol) => alphabet.includes(symbol));
}

/** Whether this is one of our codes, written exactly as they are printed. */
export function isLabelCode(text: string): boolean {
  return looksLikeOurs(text) && checkSymbol(text.slice(0, -1)) === text.slice(-1);
}

/** As people read it aloud: « H4T 9CXB »; anything else stays as it is. */
export function inGroups(code: string): string {
  return isLabelCode(code) ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}
