import type { Sentence } from './scan.js';
import { problemOf } from './sent.js';
import { askedPause } from './pauses.js';

/** A photo of a machine as it was taken: made small, and without what else a telephone writes into it. */
export interface NewPhoto {
  readonly device: string;
  readonly person: string;
  readonly code: string;
  /** By the clock of this device. */
  readonly takenAt: string;
  /** A JPEG file; nothing once the server has it, or once somebody gave it up. */
  readonly bytes: ArrayBuffer | null;
}

/** What may become of a photo. */
export type PhotoState = 'waiting' | 'accepted' | 'refused' | 'undone';

export interface KeptPhoto extends NewPhoto {
  /** Order in which they were kept. */
  readonly number: number;
  readonly state: PhotoState;
  /** Until then it may be taken back and is not sent. */
  readonly heldUntil: number;
  /** It was handed to the sender at least once. */
  readonly taken: boolean;
  readonly attempts: number;
  /** It is not sent before. */
  readonly notBefore: number;
  readonly why?: Sentence;
  /** Somebody read why it was not taken, and gave it up. */
  readonly seen?: boolean;
}

/** What came of sending a photo. */
export type PhotoSent =
  | { readonly is: 'kept' }
  | { readonly is: 'refused'; readonly why: Sentence }
  | { readonly is: 'signed-out'; readonly why: Sentence }
  | { readonly is: 'later'; readonly pause: number | null }
  | { readonly is: 'stumbled' }
  | { readonly is: 'away' };

/** Understands what came back, be it from our server or from the sign-in page of a school's network. Only what our server says of this photo puts it aside. */
export function understandPhoto(answer: { readonly status: number; readonly body: string; readonly retryAfter: string | null }, now: number): PhotoSent {
  switch (answer.status) {
    case 200:
    case 201:
      return isAPhoto(answer.body) ? { is: 'kept' } : { is: 'away' };
    case 401: {
      const problem = problemOf(answer.body);
      return problem === null ? { is: 'away' } : { is: 'signed-out', why: problem.why };
    }
    case 403:
    case 404:
    case 409:
    case 413:
    case 422: {
      const problem = problemOf(answer.body);
      return problem === null ? { is: 'away' } : { is: 'refused', why: problem.why };
    }
    case 429:
    case 503:
      return { is: 'later', pause: askedPause(answer.retryAfter, now) };
    case 500:
      return { is: 'stumbled' };
    default:
      return { is: 'away' };
  }
}

function isAPhoto(body: string): boolean {
  try {
    const photo: unknown = JSON.parse(body);
    return typeof photo === 'object' && photo !== null && 'id' in photo && typeof photo.id === 'string';
  } catch {
    return false;
  }
}
