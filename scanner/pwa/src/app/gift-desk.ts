import { forget, keep, kept } from '../storage/settings.js';
import { dataOf, giftOf, giftOfCard, isOpen, noGift, onlyOne, type Gift, type GiftChoice } from '../work/gifts.js';
import type { Door } from './door.js';
import type { Host } from './host.js';
import type { Teller } from './teller.js';
import { button, byId, say, show, tiles, type Tile } from './view.js';
import type { WorkList } from './work-list.js';

const view = { tiles: byId('gifts'), none: byId('gifts-none'), load: button('gifts-load'), now: byId('gift'), text: byId('gift-text'), change: button('gift-change') };

/** Which gift arrives at the dock: asked once, then carried by each scan until somebody changes it. « I do not know » is an answer: nobody is kept waiting at the dock. */
export class GiftDesk {
  private choice: GiftChoice = null;

  /** Nobody has touched a gift yet: the only one is chosen as soon as the list says so. */
  private waits = false;

  /** Nobody chose it: it was the only one of its list. */
  private byItself = false;

  constructor(private readonly host: Host, private readonly teller: Teller, private readonly door: Door, private readonly work: WorkList) {
    view.load.addEventListener('click', () => void this.load());
    view.change.addEventListener('click', () => this.host.inTurn(() => this.take(null)));
  }

  /** Whether somebody has to say it before the next scan. */
  get isOpen(): boolean {
    return isOpen(this.work.gifts, this.choice, this.byItself);
  }

  /** What a scan says of it; nothing where nobody knows. */
  get data(): Readonly<Record<string, string>> {
    return dataOf(giftOf(this.work.gifts, this.choice));
  }

  async open(): Promise<void> {
    this.choice = (await kept('gift')) ?? null;
    this.byItself = (await kept('giftByItself')) ?? false;
  }

  /** Machines are received from now on. Done when it is on the disk. */
  begin(): Promise<void> {
    const kept = this.set(onlyOne(this.work.gifts), true);
    this.waits = this.choice === null;
    this.host.keepWork();
    return kept;
  }

  /** Something else is done from now on. */
  end(): Promise<void> {
    return this.set(null);
  }

  /** The gift of a card; false where the list has no such gift. */
  async takeCard(id: string): Promise<boolean> {
    const gift = giftOfCard(this.work.gifts, id);
    if (gift !== null) await this.set(gift.id);
    return gift !== null;
  }

  /** The question. */
  draw(): void {
    show('gift', say('gift'), say('gift-text'), say('scan-field'));
  }

  /** The answer, above the scans. */
  drawChosen(isReceiving: boolean): void {
    const gift = giftOf(this.work.gifts, this.choice);
    view.now.hidden = !isReceiving || this.isOpen;
    view.now.classList.toggle('tone-warn', gift === null);
    view.text.textContent = gift === null ? say('gift-without') : say('gift-now', [gift.donor, this.more(gift)].join(' – '));
  }

  /** Anew only where something changed: a finger may be on one. */
  drawTiles(): void {
    if (!view.now.hidden) this.drawChosen(true);
    const gifts = this.work.gifts;
    const only = this.waits ? onlyOne(gifts) : null;
    if (only !== null) void this.take(only, true);
    else if (this.choice !== null && this.byItself && this.isOpen) void this.take(null);
    const all: Tile[] = [
      ...(gifts ?? []).map((gift) => ({ key: gift.id, words: gift.donor, more: this.more(gift), tone: 'info', icon: '🎁' })),
      { key: noGift, words: say('gift-none'), tone: 'warn', icon: '?' },
    ];
    view.none.hidden = gifts !== null && gifts.length > 0;
    view.none.textContent = say(gifts === null ? 'gifts-not-loaded' : 'gifts-none');
    const drawn = JSON.stringify(all);
    if (drawn === view.tiles.dataset['drawn']) return;
    view.tiles.dataset['drawn'] = drawn;
    tiles(view.tiles, all, (key) => this.host.inTurn(() => this.take(key), () => this.teller.complain(say('not-kept'))));
  }

  private more(gift: Gift): string {
    const count = say('gift-count', String(gift.received), String(gift.expected));
    if (!gift.day) return count;

    // At noon no zone of the device makes another day of it.
    return `${new Date(`${gift.day}T12:00`).toLocaleDateString(this.host.language, { weekday: 'short', day: 'numeric', month: 'long' })} – ${count}`;
  }

  private async take(choice: GiftChoice, byItself = false): Promise<void> {
    await this.set(choice, byItself);
    this.host.draw();
    if (choice === noGift) this.teller.signal('warn');
  }

  private async set(choice: GiftChoice, byItself = false): Promise<void> {
    [this.choice, this.waits, this.byItself] = [choice, false, byItself && choice !== null];
    await keep('giftByItself', this.byItself);
    if (choice === null) await forget('gift');
    else await keep('gift', choice);
  }

  private async load(): Promise<void> {
    const token = this.door.token;
    if (token === null) return;
    if (!(await this.work.load(token, performance.now()))) this.teller.complain(say('stops-away'));
    this.host.redraw();
  }
}
