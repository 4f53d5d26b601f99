import { understandSingle, type Single, type SingleAnswer, type SingleSent } from './single-sender.js';

/** A photo of a machine as it was taken: made small, and without what else a telephone writes into it. */
export interface NewPhoto {
  readonly device: string;
  readonly person: string;
  readonly code: string;
  /** By the clock of this device. */
  readonly takenAt: string;
}

/** The file itself lies apart: who lists photos reads none. */
export interface KeptPhoto extends NewPhoto, Single {}

const refusals: ReadonlySet<number> = new Set([403, 404, 409, 413, 422]);

export function understandPhoto(answer: SingleAnswer, now: number): SingleSent {
  return understandSingle(answer, refusals, (photo) => 'id' in photo && typeof photo.id === 'string', now);
}
