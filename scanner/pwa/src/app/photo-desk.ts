import { shrink } from '../camera/shrink.js';
import type { KeptPhoto } from '../outbox/photo.js';
import { inGroups } from '../reading/label-code.js';
import { photoStore, putPhoto } from '../storage/photo-store.js';
import type { Open } from '../storage/single-store.js';
import { focusField, page, photoLines, say } from './view.js';

/** Who takes photos, and at which device. */
export interface Photographer {
  readonly device: string;
  readonly person: string;
}

/** Takes photos of the machine that was scanned last, and shows those that are not sent yet. */
export class PhotoDesk {
  private code: string | null = null;

  constructor(private readonly who: () => Photographer | null, private readonly changed: () => void, private readonly complain: (words: string) => void) {
    page.photo.addEventListener('click', () => page.photoFile.click());
    page.photoFile.addEventListener('change', () => void this.take());
    page.photoFile.addEventListener('cancel', () => focusField());
  }

  /** The machine in hand; null where there is none. */
  of(code: string | null): void {
    if (code !== this.code) page.photoSaid.textContent = '';
    this.code = code;
    page.photoPart.hidden = code === null;
    page.photo.textContent = code === null ? '' : say('photo', inGroups(code));
  }

  sent(): void {
    page.photoSaid.textContent = say('photo-sent');
  }

  async draw(): Promise<Open<KeptPhoto>> {
    const photos = await photoStore.open();
    const acts = {
      undo: (number: number) => void this.act(photoStore.undo(number), 'photo-undone', 'photo-undo-late'),
      again: (number: number) => void this.act(photoStore.retry(number), null, null),
      giveUp: (number: number) => void this.act(photoStore.giveUp(number), null, null),
    };
    photoLines(page.photos, photos.waiting, acts);
    photoLines(page.lookPhotos, photos.refused, acts);
    return photos;
  }

  private async take(): Promise<void> {
    const [file, code, who, takenAt] = [page.photoFile.files?.[0], this.code, this.who(), new Date().toISOString()];
    if (file === undefined || code === null || who === null) return;
    try {
      const bytes = await shrink(file);
      if (bytes === null) {
        this.complain(say('photo-unread'));
      } else {
        await putPhoto({ ...who, code, takenAt }, bytes, Date.now());
        page.photoSaid.textContent = say('photo-kept');
        this.changed();
      }
    } catch {
      this.complain(say('photo-not-kept'));
    }
    // The same file may be chosen again.
    page.photoFile.value = '';
    focusField();
  }

  private async act(done: Promise<boolean>, yes: 'photo-undone' | null, no: 'photo-undo-late' | null): Promise<void> {
    const words = (await done) ? yes : no;
    if (words !== null) page.photoSaid.textContent = say(words);
    this.changed();
    focusField();
  }
}
