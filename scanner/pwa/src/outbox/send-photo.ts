import { understandPhoto, type KeptPhoto } from './photo.js';
import type { SingleSent } from './single-sender.js';

/** A photo weighs as much as a thousand scans, and a cellar has a thin line. */
const patience = 60_000;

/** Sends one photo. Whether the server has it or not when the line breaks: it knows it by its content, so it may go again. */
export async function sendPhoto(photo: KeptPhoto, token: string, language: string): Promise<SingleSent> {
  try {
    const response = await fetch(`/api/machines/${encodeURIComponent(photo.code)}/photos`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'image/jpeg', 'Accept-Language': language },
      body: photo.bytes,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    return understandPhoto({ status: response.status, body: await response.text(), retryAfter: response.headers.get('Retry-After') }, Date.now());
  } catch {
    return { is: 'away' };
  }
}
