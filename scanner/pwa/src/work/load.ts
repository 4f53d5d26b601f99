import type { Work } from './judge.js';

const longest = 30_000;

/** What there is to do here, by the token of the station; null where the network or the server is away, or does not answer within so many milliseconds. */
export async function loadWork(token: string, patience = longest): Promise<Work | null> {
  try {
    const response = await fetch('/api/stations/work', {
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    return response.status === 200 && response.headers.get('Content-Type')?.startsWith('application/json') ? ((await response.json()) as Work) : null;
  } catch {
    return null;
  }
}
