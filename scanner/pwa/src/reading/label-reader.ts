import { frenchPc, macOrBelgian, units, upper } from './keyboard.js';
import { codeLength, isLabelCode, looksLikeOurs } from './label-code.js';

/** What a label is stuck on. */
export type LabelKind = 'machine' | 'carton' | 'pallet';

export type UnreadableReason = 'empty' | 'too-long' | 'wrong-check-symbol' | 'not-a-code' | 'several-labels' | 'foreign-address' | 'foreign-asset' | 'ambiguous';

/** What a scanner, a camera or a person gave us, understood as Ordi2.Barcodes understands it: vectors.json holds both to it. */
export type Reading =
  | { readonly is: 'label'; readonly code: string; readonly repaired: boolean; readonly layoutWrong: boolean }
  | { readonly is: 'address'; readonly kind: LabelKind; readonly code: string; readonly repaired: boolean; readonly layoutWrong: boolean }
  | { readonly is: 'other'; readonly text: string; readonly layoutWrong: boolean }
  | { readonly is: 'unreadable'; readonly reason: UnreadableReason; readonly text: string };

const longestText = 256;

// A line has at most 256 signs: none of these can take long.
// "HTTPS://O2.EXAMPLE/M/H4T9CXB" and what keyboards make of it: "HTTPSM!!OÉ:EXQ?PLE!?!H'TÇCXB", "HTTPSM§§O2/EXQ,PLE§,§H4T9CXB".
const addressOnAnyKeyboard = /^HTTPS?(?::|M|;).{3,}?(?<slash>[/!§=+])(?<kind>[M?,CP])\k<slash>(?<code>[^/=?#]{7,9})(?:[/?#=].*)?$/;

// A digital link of GS1 to an asset, "HTTPS://O2.EXAMPLE/8004/H4T9CXB": "HTTPSM!!OÉ:EXQ?PLE!_ÀÀ'!H'TÇCXB" on a French PC, "HTTPSM==OÉ:EXQ?PLE=!ÀÀ'=H'TÇCXB" on a Mac.
const assetOnAnyKeyboard = /^HTTPS?(?::|M|;).{3,}?(?<slash>[/!§=+])(?<key>[8_!][0À]{2}[43'"’‘“”])\k<slash>(?<code>[^/?#=]*)(?:[/?#=].*)?$/;
const anyAddress = /^(?:HTTPS?(?::|M!|M§|M=|M\+|;)|WWW\.|[A-Z][A-Z0-9+.-]{1,9}:\/\/)/;

// The identifier of the symbology that some scanners put first: "]C0", "]Q1"; an American ] is a French $ and a digit may be mangled too.
const scannerPrefix = /^[\]$][A-Z][0-6&É"'(§À-]/;
const serialShape = /^(?=(?:.*[0-9A-Z]){3})[0-9A-Z](?:[0-9A-Z ./:#_+()*-]*)$/;

/** Reads one line, with the carriage return, prefix and spaces that the scanner adds. It never guesses. */
export function read(text: string): Reading {
  if (text.length > longestText) return unreadable('too-long', '');
  const line = clean(text);
  if (line.length === 0) return unreadable('empty', line);

  const bare = line.replace(scannerPrefix, '');

  // No keyboard moves the letters of HTTP: behind something else they are the next scan, come before the field was free.
  if (bare.lastIndexOf('HTTP') > 0) return unreadable('several-labels', line);
  const hadPrefix = bare.length !== line.length;
  const address = addressOnAnyKeyboard.exec(bare)?.groups;
  if (address) return readAddress(line, address, hadPrefix);
  const asset = assetOnAnyKeyboard.exec(bare)?.groups;
  const linked = asset ? readAsset(line, asset, hadPrefix) : null;
  if (linked !== null) return linked;
  if (anyAddress.test(bare)) return unreadable('foreign-address', line);
  return readBare(bare.replaceAll(' ', ''), hadPrefix) ?? readSomethingElse(bare);
}

type Parts = Readonly<Record<string, string>>;

function readAddress(line: string, address: Parts, hadPrefix: boolean): Reading {
  const [letter, code] = [address['kind'], digitsOf(address, 'code')];
  return isLabelCode(code) ? ours(letter === 'C' ? 'carton' : letter === 'P' ? 'pallet' : 'machine', code, address, hadPrefix) : unreadable('wrong-check-symbol', line);
}

/** The keys of GS1 for what is owned and for what is handed round: a machine, a cage. */
const kindOfAsset: ReadonlyMap<string, LabelKind> = new Map([['8004', 'machine'], ['8003', 'pallet']]);

/** Ours is the seven symbols alone: any longer number begins with the prefix of a company, and we have none. Null where it is no such link. */
function readAsset(line: string, asset: Parts, hadPrefix: boolean): Reading | null {
  const [kind, code] = [kindOfAsset.get(digitsOf(asset, 'key')), digitsOf(asset, 'code')];
  if (kind === undefined) return null;
  return isLabelCode(code) ? ours(kind, code, asset, hadPrefix) : unreadable(looksLikeOurs(code) ? 'wrong-check-symbol' : 'foreign-asset', line);
}

function ours(kind: LabelKind, code: string, address: Parts, hadPrefix: boolean): Reading {
  const layoutWrong = address['slash'] !== '/';
  return { is: 'address', kind, code, repaired: layoutWrong || hadPrefix, layoutWrong };
}

/** A part of an address, with the digits as they were sent. */
function digitsOf(address: Parts, part: string): string {
  // The slashes tell the keyboard. With Caps Lock a French PC types § for them, a Belgian one +, and the digits are left alone.
  const keyboard = address['slash'] === '!' ? frenchPc : address['slash'] === '=' ? macOrBelgian : null;
  const written = (address[part] ?? '').replaceAll(' ', '');
  return keyboard?.restoreDigits(written) ?? written;
}

/** A line that holds one of our codes and nothing else, or null. */
function readBare(line: string, hadPrefix: boolean): Reading | null {
  const withoutHyphens = line.replaceAll('-', '');
  const found: Extract<Reading, { is: 'label' }>[] = [];
  const take = (code: string, repaired: boolean, layoutWrong: boolean) => {
    if (isLabelCode(code)) found.push({ is: 'label', code, repaired, layoutWrong });
  };

  take(line, hadPrefix, false);
  take(withoutHyphens, true, false);
  for (const keyboard of [frenchPc, macOrBelgian]) {
    if (keyboard.explains(line)) take(keyboard.restoreDigits(line), true, true);
  }

  const first = found[0];
  if (first) return found.every((label) => label.code === first.code) ? first : unreadable('ambiguous', line);
  return [line, withoutHyphens, frenchPc.restoreDigits(line), macOrBelgian.restoreDigits(line)].some(looksLikeOurs) ? unreadable('wrong-check-symbol', line) : null;
}

function readSomethingElse(line: string): Reading {
  const solid = line.replaceAll(' ', '');
  if ([solid, frenchPc.restoreDigits(solid), macOrBelgian.restoreDigits(solid)].some(holdsSeveralLabels)) return unreadable('several-labels', line);

  // A hyphen or an apostrophe alone says nothing: makers print hyphens. Accents and ampersands come from a keyboard only.
  if (units(line).some((sign) => sign > '\x7f' || sign === '&')) {
    const restored = frenchPc.explains(line) ? frenchPc.restore(line) : null;
    return restored !== null && serialShape.test(restored) ? { is: 'other', text: restored, layoutWrong: true } : unreadable('not-a-code', line);
  }

  return serialShape.test(line) ? { is: 'other', text: line, layoutWrong: false } : unreadable('not-a-code', line);
}

function holdsSeveralLabels(text: string): boolean {
  if (text.length < 2 * codeLength || text.length % codeLength !== 0) return false;
  for (let at = 0; at < text.length; at += codeLength) {
    if (!isLabelCode(text.slice(at, at + codeLength))) return false;
  }
  return true;
}

/** Composed accents, upper case, ordinary hyphens, single spaces, and nothing that cannot be seen. */
function clean(text: string): string {
  const composed = upper(text).replaceAll('E\u0301', 'É').replaceAll('E\u0300', 'È').replaceAll('C\u0327', 'Ç').replaceAll('A\u0300', 'À');
  let line = '';
  for (const sign of units(composed)) {
    if (/\p{Cf}/u.test(sign)) continue;
    const shown = /[\p{Zs}\p{Zl}\p{Zp}\p{Cc}]/u.test(sign) ? ' ' : /\p{Pd}/u.test(sign) ? '-' : sign;
    if (shown === ' ' && (line.length === 0 || line.endsWith(' '))) continue;
    line += shown;
  }
  return line.trimEnd();
}

function unreadable(reason: UnreadableReason, text: string): Reading {
  return { is: 'unreadable', reason, text };
}
