import { askedPause } from './pauses.js';
import type { Receipt, Sentence } from './scan.js';

/** What came of sending some scans. */
export type Sent =
  | { readonly is: 'answered'; readonly receipts: readonly Receipt[]; readonly clockAhead: number | null }
  | { readonly is: 'later'; readonly pause: number | null }
  | { readonly is: 'away' }
  | { readonly is: 'stumbled' }
  | { readonly is: 'not-together'; readonly why: Sentence; readonly ofAScan: boolean }
  | { readonly is: 'signed-out'; readonly why: Sentence };

/** An answer as it came, whoever gave it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
  readonly date: string | null;
}

/** Understands what came back from POST /api/scans, be it from our server or from the sign-in page of a school's network. */
export function understand(answer: Answer, asked: ReadonlySet<string>, now: number): Sent {
  switch (answer.status) {
    case 200: {
      const receipts = receiptsOf(answer.body, asked);
      return receipts === null ? { is: 'away' } : { is: 'answered', receipts, clockAhead: ahead(answer.date, now) };
    }
    case 429:
    case 503:
      return { is: 'later', pause: askedPause(answer.retryAfter, now) };
    case 401:
    case 403: {
      const problem = problemOf(answer.body);
      return problem === null ? { is: 'away' } : { is: 'signed-out', why: problem.why };
    }
    case 400:
    case 413:
    case 422: {
      const problem = problemOf(answer.body);
      return problem === null ? { is: 'away' } : { is: 'not-together', why: problem.why, ofAScan: isOfAScan(answer.status, problem.fields) };
    }
    case 500:
      return { is: 'stumbled' };
    default:
      return { is: 'away' };
  }
}

/**
 * Whether a scan that went alone is what the server cannot take: it names a field of the scan, or the scan by itself is too large. What it says of the request
 * (another version of us, a body cut short on its way) would be said of every scan, and must put none of them aside.
 */
function isOfAScan(status: number, fields: readonly string[]): boolean {
  return status === 413 || fields.some((field) => field.startsWith('scans['));
}

/** A problem document of ours; nothing where somebody else answered. */
export function problemOf(body: string): { readonly why: Sentence; readonly fields: readonly string[] } | null {
  const problem = parsed(body);
  if (!isObject(problem) || typeof problem['code'] !== 'string') return null;
  const message = textOf(problem['detail']) ?? textOf(problem['title']) ?? problem['code'];
  return { why: { code: problem['code'], message, next: textOf(problem['next']) ?? '' }, fields: isObject(problem['errors']) ? Object.keys(problem['errors']) : [] };
}

function receiptsOf(body: string, asked: ReadonlySet<string>): Receipt[] | null {
  const answer = parsed(body);
  if (!isObject(answer) || !Array.isArray(answer['results'])) return null;

  // Only answers to what was asked.
  return answer['results'].filter((result): result is Receipt => isObject(result) && typeof result['scanId'] === 'string' && typeof result['outcome'] === 'string' && asked.has(result['scanId']));
}

/** How far the clock of this device is ahead, in milliseconds. The header says whole seconds: half of one is the best guess. */
function ahead(date: string | null, now: number): number | null {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(theirs) ? null : now - theirs - 500;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 ? value : null;
}
