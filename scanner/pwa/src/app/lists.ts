import { counts, latest, markSeen, toLookAt } from '../storage/outbox-store.js';
import type { GiftDesk } from './gift-desk.js';
import type { Host } from './host.js';
import type { PhotoDesk } from './photo-desk.js';
import type { PickupDesk } from './pickup-desk.js';
import { lines, notice, page, say } from './view.js';
import type { WorkDesk } from './work-desk.js';
import type { WorkList } from './work-list.js';

const shown = 12;

/** The last results, what waits to be sent and what waits for a person. */
export class Lists {
  private drawing = false;

  constructor(
    private readonly host: Host,
    private readonly desk: WorkDesk,
    private readonly work: WorkList,
    private readonly photos: PhotoDesk,
    private readonly pickups: PickupDesk,
    private readonly gifts: GiftDesk,
    private readonly isOffline: () => boolean,
  ) {}

  /** Once for all that happens meanwhile: a scanner may send thirty lines a second. */
  redraw(): void {
    if (this.drawing) return;
    this.drawing = true;
    setTimeout(() => {
      this.drawing = false;
      void this.draw().catch(() => notice(say('not-kept')));
    }, 50);
  }

  private async draw(): Promise<void> {
    const [count, recent, look, photos, pickups] = await Promise.all([counts(), latest(shown), this.host.screen === 'look' ? toLookAt() : [], this.photos.draw(), this.pickups.drawLists()]);
    this.gifts.drawTiles();
    await this.desk.drawExpected();
    const toLook = count.look + photos.refused.length + pickups.refused.length;
    const waiting = waitingWords(count.waiting, pickups.waiting.length, photos.waiting.length);
    page.lineState.textContent = this.isOffline() || !navigator.onLine ? `${waiting}. ${say('offline')}` : waiting;
    page.lookWaiting.textContent = page.lineState.textContent;
    page.lineState.dataset['waiting'] = String(count.waiting);
    const at = this.work.at;
    page.workState.textContent = at === null ? say('work-none') : say('work-at', at.toLocaleTimeString(this.host.language, { hour: '2-digit', minute: '2-digit' }));
    page.lineState.dataset['photos'] = String(photos.waiting.length);
    page.lineState.dataset['pickups'] = String(pickups.waiting.length);
    page.lookOpen.hidden = toLook === 0;
    page.lookOpen.textContent = say('look', String(toLook));
    page.resultsNone.hidden = recent.length > 0;
    lines(page.results, recent.map((scan) => ({ scan, words: this.desk.words(scan) })), { undo: (scan) => void this.desk.takeBack(scan) });
    page.lookNone.hidden = look.length > 0 || photos.refused.length > 0 || pickups.refused.length > 0;
    lines(page.look, look.map((scan) => ({ scan, words: this.desk.words(scan) })), { seen: (number) => void markSeen(number).then(() => this.redraw()) });
  }
}

function waitingWords(scans: number, pickups: number, photos: number): string {
  const words = [
    scans === 0 ? null : scans === 1 ? say('waiting-one') : say('waiting-many', String(scans)),
    pickups === 0 ? null : pickups === 1 ? say('pickups-one') : say('pickups-many', String(pickups)),
    photos === 0 ? null : photos === 1 ? say('photos-one') : say('photos-many', String(photos)),
  ].filter((one) => one !== null);
  return words.length === 0 ? say('waiting-none') : words.join('. ');
}
