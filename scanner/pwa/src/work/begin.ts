import type { Sentence } from '../outbox/scan.js';
import { problemOf } from '../outbox/sent.js';

const patience = 15_000;

export type Begun = { readonly is: 'begun' } | { readonly is: 'refused'; readonly why: Sentence } | { readonly is: 'away' };

/** Begins a round that is planned, in the name of whoever drives it. It cannot be kept for later: the stops come with the answer. */
export async function beginRound(round: string, token: string, language: string): Promise<Begun> {
  try {
    const response = await fetch(`/api/rounds/${encodeURIComponent(round)}/open`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Accept-Language': language },
      body: '{}',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    if (response.status === 200) return { is: 'begun' };
    const problem = problemOf(await response.text());
    return problem === null || response.status >= 500 ? { is: 'away' } : { is: 'refused', why: problem.why };
  } catch {
    return { is: 'away' };
  }
}
