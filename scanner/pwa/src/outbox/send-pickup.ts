import { pickupWire, understandPickup, type KeptPickup } from './pickup.js';
import type { SingleSent } from './single-sender.js';

const patience = 30_000;

/** Sends the count of one trip. Whether the server has it or not when the line breaks: the request has its own name, so it may go again and counts once. */
export async function sendPickup(pickup: KeptPickup, token: string, language: string): Promise<SingleSent> {
  try {
    const response = await fetch(`/api/rounds/${encodeURIComponent(pickup.round)}/record-trip`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Accept-Language': language,
        'Idempotency-Key': pickup.id,
        // By our clock: the server sets right by it when this was counted.
        'Ordi2-Sent-At': new Date().toISOString(),
      },
      body: JSON.stringify(pickupWire(pickup)),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    return understandPickup({ status: response.status, body: await response.text(), retryAfter: response.headers.get('Retry-After') }, Date.now());
  } catch {
    return { is: 'away' };
  }
}
