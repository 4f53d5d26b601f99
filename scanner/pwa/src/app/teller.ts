import type { Language } from '../texts.js';
import { sound, speak, type Tone } from './sounds.js';
import { bringUp, flash, notice, page, result, say, toHear } from './view.js';

/** Says what came of something by colour, sound, word and voice together. */
export class Teller {
  private standing: string | null = null;
  private spoken = '';

  /** @param answered Something that stands beside the answer is to be drawn anew. */
  constructor(private readonly language: () => Language, private readonly answered: () => void) {
    page.hear.addEventListener('click', () => speak(toHear(), this.language()));
    page.listen.addEventListener('click', () => speak(this.spoken, this.language()));
  }

  answer(tone: Tone, code: string, words: string, provisional = false, aloud = true): void {
    result(tone, code, words, provisional);
    if (page.scanned.hidden) notice(words);
    this.spoken = `${say(`tone-${tone}`)}. ${words}`;
    if (aloud) {
      this.signal(tone);
      this.aloud(this.spoken);
    }
    this.answered();
    bringUp(page.result);
  }

  /** What stays on the screen until somebody did something about it; null where somebody did. */
  stand(words: string | null): void {
    this.standing = words;
    notice(words);
  }

  /** What stands, and nothing else. */
  onlyStanding(): void {
    page.takeOver.hidden = true;
    notice(this.standing);
  }

  complain(words: string): void {
    notice(words);
    this.signal('bad');
    this.aloud(words);
  }

  signal(tone: Tone): void {
    flash(tone);
    if (!page.muted.checked) sound(tone);
  }

  aloud(words: string): void {
    if (page.spoken.checked) speak(words, this.language());
  }
}
