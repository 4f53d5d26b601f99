import { understand, type Sent } from './sent.js';
import { wire, type KeptScan } from './scan.js';

const patience = 30_000;

/** Sends scans, all of one device and person. Whether the server has them or not when the line breaks: their ids are the same, so they may go again. */
export async function send(scans: readonly KeptScan[], token: string, language: string): Promise<Sent> {
  try {
    const response = await fetch('/api/scans', {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Accept-Language': language,
        // By our clock: the server measures by it how far our clock is off.
        'Ordi2-Sent-At': new Date().toISOString(),
      },
      body: JSON.stringify({ deviceId: scans[0]?.device, scans: scans.map(wire) }),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    const answer = { status: response.status, body: await response.text(), retryAfter: response.headers.get('Retry-After'), date: response.headers.get('Date') };
    return understand(answer, new Set(scans.map((scan) => scan.scanId)), Date.now());
  } catch {
    return { is: 'away' };
  }
}
