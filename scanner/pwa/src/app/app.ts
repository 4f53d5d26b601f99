import { pickup, stationsOf } from '../modes/modes.js';
import { isDone } from '../outbox/scan.js';
import type { News } from '../outbox/sender.js';
import { findPerson } from '../storage/people-store.js';
import { photoStore } from '../storage/photo-store.js';
import { pickupStore } from '../storage/pickup-store.js';
import { forgetOld } from '../storage/outbox-store.js';
import { keep, kept } from '../storage/settings.js';
import type { Language } from '../texts.js';
import { Door } from './door.js';
import { GiftDesk } from './gift-desk.js';
import type { Host } from './host.js';
import { Lens } from './lens.js';
import { Lists } from './lists.js';
import { PhotoDesk } from './photo-desk.js';
import { PackingDesk } from './packing-desk.js';
import { PickupDesk, pickupScreens } from './pickup-desk.js';
import { mayNowSound } from './sounds.js';
import { Sync } from './sync.js';
import { Teller } from './teller.js';
import { keepApp } from './updates.js';
import { focusField, notice, page, say, show, speakIn, type Screen } from './view.js';
import { WorkDesk } from './work-desk.js';
import { WorkList } from './work-list.js';

const undoTick = 250;
const workTick = 60_000;

/** The station in a pocket: who is at the door, what is done, what is sent, and which screen shows it. */
export class App implements Host {
  screen: Screen = 'loading';
  language: Language = 'fr';
  private line: Promise<void> = Promise.resolve();
  private offline = false;
  private updatable = false;
  private takeOver: (() => void) | null = null;
  private readonly work = new WorkList();
  private readonly teller = new Teller(() => this.language, () => this.desk.drawUndo());
  private readonly sync = new Sync(() => this.language, (news) => void this.hear(news));
  private readonly door = new Door(this, this.teller, () => this.move(), () => this.clear(), () => this.sync.hurry());
  private readonly photos = new PhotoDesk(
    () => (this.door.identity === null || this.door.person === null ? null : { device: this.door.identity.device, person: this.door.person.person }),
    () => {
      this.changed(0);
      this.redraw();
    },
    (words) => this.teller.complain(words),
  );
  private readonly pickups = new PickupDesk(this, this.teller, this.door, this.work);
  private readonly gifts = new GiftDesk(this, this.teller, this.door, this.work);
  private readonly packing = new PackingDesk(this.work, this.door);
  private readonly desk = new WorkDesk(this, this.teller, this.door, this.work, this.photos, this.pickups, this.gifts, this.packing);
  private readonly lists = new Lists(this, this.desk, this.work, this.photos, this.pickups, this.gifts, () => this.offline);
  private readonly lens = new Lens((text) => this.came(text), (words) => this.teller.complain(words));

  static async open(): Promise<void> {
    if (!isSecureContext) {
      notice(say('insecure'));
      return;
    }
    const app = new App();
    app.language = (await kept('language')) ?? (navigator.language.startsWith('en') ? 'en' : 'fr');
    await app.door.open();
    await app.desk.open();
    page.muted.checked = (await kept('muted')) === true;
    page.spoken.checked = (await kept('spoken')) === true;
    await app.work.open();
    await app.gifts.open();
    await app.packing.open();
    await app.pickups.open();
    await forgetOld();
    await photoStore.forgetOld();
    await pickupStore.forgetOld();
    app.bind();
    app.draw();
    app.sync.hurry();
    app.keepWork();
    app.door.enrolFromAddress();
    app.takeOver = await keepApp(() => app.updateReady());

    // It may have been ready before anybody could ask for it.
    app.drawUpdate();
  }

  changed(heldFor: number): void {
    this.sync.changed(heldFor);
  }

  redraw(): void {
    this.lists.redraw();
  }

  /** A tap that changes what the next scans mean waits for those that came before it. */
  inTurn(work: () => Promise<void> | void, failed: () => void = () => undefined): void {
    this.line = this.line.then(work).catch(failed);
  }

  keepWork(): void {
    const token = this.door.token;
    if (token === null || document.visibilityState === 'hidden') return;
    void this.work.refresh(token, performance.now()).then(() => this.redraw(), () => undefined);
  }

  draw(wanted?: Screen): void {
    speakIn(this.language);
    this.teller.onlyStanding();
    this.screen = this.screenOf(wanted);
    page.name.textContent = this.door.person?.called ?? this.door.identity?.name ?? 'Ordi 2.0';

    switch (this.screen) {
      case 'enrol':
        show('enrol', say('enrol'), `${say('enrol-text')} ${say('enrol-hint')}`, say('enrol-field'));
        break;
      case 'badge':
        show('badge', say('badge'), say('badge-text'), say('badge-field'));
        break;
      case 'pin':
        show('pin', say('pin'), say('pin-text'), null);
        this.lens.stop();
        break;
      case 'modes':
        this.desk.drawModes(this.door.person?.role ?? '');
        break;
      case 'gift':
        this.gifts.draw();
        break;
      case 'look':
        show('look', say('look-title'), say('look-text'), say('scan-field'));
        break;
      case 'help':
        this.desk.drawHelp();
        break;
      case 'sign':
      case 'nobody':
        this.pickups.draw(this.screen);
        this.lens.stop();
        break;
      case 'stops':
      case 'stop':
      case 'number':
        this.pickups.draw(this.screen);
        break;
      case 'work':
      case 'loading':
        this.desk.draw();
        break;
    }
    this.drawUpdate();
    this.redraw();
  }

  private bind(): void {
    page.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = page.line.value;
      page.line.value = '';
      this.came(text);
    });

    // Whatever has the focus: what a scanner types goes into the field. Space and Enter stay with the button that has it.
    document.addEventListener('keydown', (event) => {
      const typed = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (typed && !(event.target instanceof HTMLInputElement && event.target.type !== 'checkbox')) focusField();
    }, { capture: true });
    document.addEventListener('click', (event) => {
      void mayNowSound();
      if (event.detail > 0 && !(event.target instanceof Element && event.target.closest('.top, input'))) focusField();
    });

    page.keyboard.addEventListener('click', () => {
      const wanted = page.line.inputMode === 'none';
      page.line.inputMode = wanted ? 'text' : 'none';
      page.keyboard.setAttribute('aria-pressed', String(wanted));
      page.line.blur();
      focusField();
    });
    page.lookOpen.addEventListener('click', () => this.draw('look'));
    page.lookBack.addEventListener('click', () => this.draw());
    page.helpOpen.addEventListener('click', () => {
      page.menu.open = false;
      this.draw('help');
    });
    page.helpBack.addEventListener('click', () => this.draw());
    page.muted.addEventListener('change', () => void keep('muted', page.muted.checked));
    page.spoken.addEventListener('change', () => void keep('spoken', page.spoken.checked));
    page.language.addEventListener('click', () => {
      this.language = this.language === 'fr' ? 'en' : 'fr';
      void keep('language', this.language);
      this.draw();
    });
    page.update.addEventListener('click', () => this.takeOver?.());
    addEventListener('online', () => this.keepWork());
    setInterval(() => this.keepWork(), workTick);
    setInterval(() => this.desk.drawUndo(), undoTick);
  }

  // One line after the other, in the order in which they came.
  private came(text: string): void {
    const at = new Date();
    this.inTurn(() => this.take(text, at), () => this.teller.answer('bad', '', say('not-kept')));
  }

  private async take(text: string, at: Date): Promise<void> {
    switch (this.screen) {
      case 'enrol':
        return this.door.enrol(text);
      case 'badge':
        return this.door.takeBadge(text);
      case 'modes':
      case 'work':
      case 'gift':
      case 'look':
      case 'help':
      case 'stops':
      case 'stop':
        return this.desk.take(text, at);
      case 'number':
        return this.pickups.takeNumber(text) ? undefined : this.desk.take(text, at);
      case 'loading':
      case 'pin':
      case 'sign':
      case 'nobody':
        return;
    }
  }

  private async hear(news: News | 'changed'): Promise<void> {
    if (news === 'changed') {
      this.inTurn(() => this.door.follow(), () => notice(say('not-kept')));
    } else {
      switch (news.is) {
        case 'answered':
          this.offline = false;
          await this.work.learn(news.scans.map((one) => one.receipt));
          await this.work.arrived(news.scans.flatMap(({ scan, state }) => (scan.step === 'receive-device' && isDone(state) ? [String(scan.data?.['donation'] ?? '')] : [])));
          this.desk.hearAnswers(news.scans);
          break;
        case 'single-answered':
          this.offline = false;
          if (news.what === 'pickup') this.pickups.answered(news.state);
          else if (news.state === 'accepted') this.photos.sent();
          if (news.state === 'refused') this.teller.signal('warn');
          break;
        case 'paused':
          this.offline = true;
          break;
        case 'resumed':
          this.offline = false;
          break;
        case 'sign-in-needed':
          this.teller.stand(say('sign-in-needed', (await findPerson(news.person))?.called ?? say('somebody')));
          break;
        case 'clock-off':
          this.teller.stand(say('clock-off'));
          break;
      }
    }
    this.redraw();
  }

  /** Nothing of the house before is shown or counted in this one. What waits to be sent goes in the name of whoever kept it. */
  private async move(): Promise<void> {
    await this.work.forget();
    await this.pickups.forget();
    await this.desk.begin();
  }

  /** What lies on the bench is not the next one's. */
  private clear(): void {
    this.desk.clear();
    this.pickups.clear();
  }

  /** The screen that follows from who is here and what is done. Whoever may not do what the one before did chooses anew. */
  private screenOf(wanted: Screen | undefined): Screen {
    const first = this.door.screen;
    const station = this.desk.station;
    if (first !== null) return first;
    if (wanted === 'help' || wanted === 'look') return wanted;
    if (station === null || !stationsOf(this.door.person?.role ?? '').includes(station)) return 'modes';
    if (this.desk.asksForGift) return 'gift';
    return station === pickup ? this.pickups.screenOf(wanted) : wanted !== undefined && !pickupScreens.includes(wanted) ? wanted : 'work';
  }

  private updateReady(): void {
    this.updatable = true;
    this.drawUpdate();
  }

  /** A new version is offered where nobody is in the middle of something. */
  private drawUpdate(): void {
    page.update.hidden = this.takeOver === null || !this.updatable || (this.screen !== 'badge' && this.screen !== 'modes' && this.screen !== 'enrol');
  }
}
