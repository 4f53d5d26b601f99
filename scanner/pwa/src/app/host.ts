import type { Language } from '../texts.js';
import type { Screen } from './view.js';

/** What the parts of the app ask of it. */
export interface Host {
  readonly language: Language;
  readonly screen: Screen;

  /** Draws the screen that follows from who is here and what is done; the wanted one where it may be. */
  draw(wanted?: Screen): void;

  /** Draws the lists and counters, soon. */
  redraw(): void;

  /** Something was kept or taken back; it is sent after so many milliseconds. */
  changed(heldFor: number): void;

  /** Does this after all that came before. */
  inTurn(work: () => Promise<void> | void, failed?: () => void): void;

  /** Loads the list of today's work where it is old, or somebody else asks. */
  keepWork(): void;
}
