import { understandPhoto, type KeptPhoto } from './photo.js';
import type { SingleSent } from './single-sender.js';

/** A photo weighs as much as a thousand scans, and a cellar has a thin line. */
const patience = 60_000;

/** Sends one photo, with its JPEG file. Whether the server has it or not when the line breaks: it knows it by its content, so it may go again. */
export async function sendPhoto(photo: KeptPhoto, bytes: ArrayBuffer, token: string, language: string): Promise<SingleSent> {
  try {
    const response = await fetch(`/api/machines/${encodeURIComponent(photo.code)}/photos?takenAt=${encodeURIComponent(photo.takenAt)}`, {
      method: 'POST',
      // By our clock: the server sets right by it when the photo was taken.
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'image/jpeg', 'Accept-Language': language, 'Ordi2-Sent-At': new Date().toISOString() },
      body: bytes,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    return understandPhoto({ status: response.status, body: await response.text(), retryAfter: response.headers.get('Retry-After') }, Date.now());
  } catch {
    return { is: 'away' };
  }
}
