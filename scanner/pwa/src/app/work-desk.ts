import { dock, packing, pickup, stationOf, stations, stationsOf, targetOf, type Station, type Target } from '../modes/modes.js';
import { dueAt, isDoubtful, undoFor, wantsAPerson, type Guess, type KeptScan, type Receipt, type State } from '../outbox/scan.js';
import { cardKey } from '../reading/card.js';
import { inGroups } from '../reading/label-code.js';
import { read } from '../reading/label-reader.js';
import { put, undo } from '../storage/outbox-store.js';
import { forget, keep, kept } from '../storage/settings.js';
import { giftCard } from '../work/gifts.js';
import type { Door } from './door.js';
import type { GiftDesk } from './gift-desk.js';
import type { Host } from './host.js';
import { tileIn } from './looks.js';
import type { PackingDesk } from './packing-desk.js';
import type { PhotoDesk } from './photo-desk.js';
import type { PickupDesk } from './pickup-desk.js';
import type { Teller } from './teller.js';
import { bringUp, noResult, notice, page, say, sayOf, show, tiles, toneOf } from './view.js';
import type { WorkList } from './work-list.js';

/** What is done here, and with which machine: a line comes from a scanner, the camera or a finger, one answer goes back. A scan is on the disk before anything is said of it. */
export class WorkDesk {
  private chosen: Station | null = null;
  private each: Target | null = null;
  private bench: string | null = null;
  private last: KeptScan | null = null;

  constructor(
    private readonly host: Host,
    private readonly teller: Teller,
    private readonly door: Door,
    private readonly work: WorkList,
    private readonly photos: PhotoDesk,
    private readonly pickups: PickupDesk,
    private readonly gifts: GiftDesk,
    private readonly packing: PackingDesk,
  ) {
    page.modeChange.addEventListener('click', () => this.host.inTurn(() => this.chooseMode(null, null)));
    page.eachStop.addEventListener('click', () => this.host.inTurn(() => this.chooseMode(this.chosen, null)));
    page.undo.addEventListener('click', () => void this.takeBack());
  }

  get station(): Station | null {
    return this.chosen;
  }

  /** Machines are received, and nobody said of which gift. */
  get asksForGift(): boolean {
    return this.isAtTheDock && this.gifts.isOpen;
  }

  private get isAtTheDock(): boolean {
    return this.chosen?.key === dock;
  }

  async open(): Promise<void> {
    const mode = await kept('mode');
    this.chosen = stationOf(mode?.station) ?? null;
    this.each = targetOf(mode?.each ?? undefined) ?? null;
  }

  /** Nothing lies here that is the next one's. */
  clear(): void {
    [this.bench, this.last] = [null, null];
    this.photos.of(null);
    noResult();
  }

  async take(text: string, at: Date): Promise<void> {
    this.teller.onlyStanding();
    const card = cardKey(text);
    if (card !== null) {
      this.takeCard(card);
      return;
    }

    const reading = read(text);
    if (reading.is === 'unreadable') {
      this.teller.answer('bad', reading.text.slice(0, 40), sayOf('unread', reading.reason));
    } else if (reading.is === 'address' && reading.kind !== 'machine' && this.chosen === packing) {
      await this.packing.take(reading.code);
      this.host.draw();
      noResult();
      this.teller.signal('good');
    } else if (reading.is === 'address' && reading.kind !== 'machine') {
      this.teller.answer('bad', reading.code, say('not-a-machine'));
    } else if (this.chosen === null) {
      this.teller.answer('bad', '', say('modes-text'));
    } else if (this.chosen === pickup && this.pickups.stop === null) {
      this.teller.answer('bad', '', say('stops-first'));
    } else if (this.asksForGift) {
      this.host.draw();
      this.teller.answer('bad', '', say('gift-first'));
    } else {
      const screen = this.chosen === pickup ? 'stop' : 'work';
      if (this.host.screen !== screen) this.host.draw(screen);
      if (reading.layoutWrong) notice(say('layout-wrong'));
      const code = reading.is === 'other' ? reading.text : reading.code;
      if (this.chosen === packing) {
        await this.pack(code, at);
        return;
      }
      const only = this.chosen.targets.length === 1 ? this.chosen.targets[0] : undefined;
      const target = this.each ?? only;
      if (target === undefined) this.putOnBench(code);
      else await this.record(code, target, {}, at);
    }
  }

  drawModes(role: string): void {
    show('modes', say('modes'), say('modes-text'), say('scan-field'));
    tiles(page.modes, stationsOf(role).map((one) => tileIn('station', one.key)), (key) => this.host.inTurn(() => this.chooseMode(stationOf(key) ?? null, null)));
  }

  draw(): void {
    const station = this.chosen;
    if (station === null) return;
    show('work', sayOf('station', station.key), say('scan-text'), say('scan-field'));
    this.gifts.drawChosen(this.isAtTheDock);
    this.packing.draw(station === packing);
    page.each.hidden = this.each === null;
    page.eachText.textContent = this.each === null ? '' : say('each', sayOf('target', this.each.key));
    page.bench.hidden = this.bench === null;
    if (this.bench === null) return;
    page.benchCode.textContent = inGroups(this.bench);
    page.powersOnLabel.hidden = station.key !== 'triage';
    tiles(page.targets, station.targets.map((target) => tileIn('target', target.key)), (key) => this.choose(key));
    bringUp(page.bench);
  }

  drawUndo(): void {
    const left = this.last === null || this.last.state !== 'waiting' ? 0 : Math.ceil((dueAt(this.last, Date.now()) - Date.now()) / 1000);
    page.undo.hidden = left <= 0;
    if (left > 0) page.undo.textContent = say('undo', String(left));
  }

  hearAnswers(scans: readonly { readonly scan: KeptScan; readonly state: State; readonly receipt: Receipt }[]): void {
    const mine = scans.find((one) => one.scan.number === this.last?.number);
    if (mine && !page.scanned.hidden && this.bench === null) {
      this.last = { ...mine.scan, state: mine.state };
      this.teller.answer(toneOf(mine.state), mine.scan.code, this.words({ ...mine.scan, state: mine.state, answer: mine.receipt }), false, mine.state !== 'accepted');
    } else if (scans.some((one) => wantsAPerson(one.state))) {
      this.teller.signal('warn');
    }
  }

  /** What there is to say of a scan: the sentence of the server and what to do, or what we think ourselves. */
  words(scan: KeptScan): string {
    const doing = sayOf('target', scan.target);
    const why = scan.answer?.reason ?? scan.answer?.finding;
    if (why) return `${doing}. ${why.message} ${why.next}`.trim();
    if (scan.state === 'accepted' && scan.answer?.status) return say('done', doing, this.work.wordsOf(scan.answer.status, this.host.language));
    return scan.state === 'waiting' ? `${doing}. ${this.waitingWords(scan)}` : doing;
  }

  private takeCard(card: string): void {
    if (card === 'badge') {
      this.door.changePerson();
      return;
    }
    const gift = giftCard(card);
    if (gift !== null) {
      this.takeGiftCard(gift);
      return;
    }
    const target = targetOf(card);
    const found = stationOf(card);
    const station = found === packing ? found : stations.find((one) => one === found);
    if (station === undefined) {
      this.teller.answer('bad', '', say('card-unknown'));
      return;
    }
    this.chooseMode(station, target ?? null);
    this.teller.signal('good');
  }

  /** Machines of this gift are received from now on. */
  private takeGiftCard(id: string): void {
    if (!this.isAtTheDock) this.chooseMode(stationOf(dock) ?? null, null);
    if (this.gifts.takeCard(id)) {
      this.host.draw();
      this.teller.signal('good');
    } else {
      this.teller.answer('bad', '', say('gift-unknown'));
    }
  }

  /** Whoever scans the next one without a tap is told that nothing was done with the one before. */
  private putOnBench(code: string): void {
    if (this.bench !== null && this.bench !== code) this.teller.answer('warn', this.bench, say('not-chosen'));
    else noResult();
    this.bench = code;
    // Its photo comes after the tap: the scan may be what makes it known.
    this.photos.of(null);
    page.eachBox.checked = false;
    page.powersOn.checked = true;
    this.host.draw();
    this.teller.aloud(say('choose-text'));
  }

  private choose(key: string): void {
    const [code, target, at] = [this.bench, targetOf(key), new Date()];
    if (code === null || target === undefined) return;
    const more = target.step === 'triage' ? { powersOn: page.powersOn.checked } : {};
    this.bench = null;
    if (page.eachBox.checked) this.each = target;
    void this.keepMode();
    this.host.inTurn(() => this.record(code, target, more, at), () => this.teller.answer('bad', code, say('not-kept')));
    this.host.draw();
  }

  /** Into the box that is open, or a sentence that says why not: then nothing is kept. */
  private async pack(code: string, at: Date): Promise<void> {
    const [into, target] = [this.packing.of(code), packing.targets[0]];
    if (target === undefined) return;
    if (into.is === 'packed') await this.record(code, target, into.data, at);
    else this.teller.answer('bad', into.why === 'pack-box-first' ? '' : code, say(into.why));
  }

  /** Keeps a scan, and only then says so. */
  private async record(code: string, target: Target, more: Readonly<Record<string, unknown>>, at: Date): Promise<void> {
    const [identity, person] = [this.door.identity, this.door.person];
    if (identity === null || person === null) {
      this.teller.answer('bad', code, say('not-kept'));
      return;
    }
    const here = this.chosen === pickup ? this.pickups.stop : null;
    const guess = here === null ? await this.work.judge(code, target.step) : await this.work.judgeAtStop(code, here.round);
    const data = { ...target.data, ...more, ...(here === null ? {} : { donation: here.round.donation, round: here.round.id }), ...(this.isAtTheDock ? this.gifts.data : {}) };
    const scan = await put({
      scanId: crypto.randomUUID(), device: identity.device, person: person.person, code, target: target.key, step: target.step,
      ...(Object.keys(data).length > 0 ? { data } : {}), occurredAt: at.toISOString(), guess,
    }, Date.now());
    const before = this.last?.state === 'waiting';
    this.last = scan;
    this.photos.of(code);
    this.teller.answer(isDoubtful(guess) || isGiftless(scan) ? 'warn' : 'wait', code, this.waitingWords(scan), true);

    // The one before was let go: it need not wait for this one.
    this.host.changed(before ? 0 : undoFor);
    this.host.redraw();
  }

  private async takeBack(): Promise<void> {
    const scan = this.last;
    if (scan === null) return;
    const undone = await undo(scan.number, Date.now());
    if (this.last === scan) this.last = null;
    if (undone) this.photos.of(null);
    this.teller.answer(undone ? 'wait' : 'warn', scan.code, say(undone ? 'undone' : 'undo-late'));
    this.host.changed(0);
    this.host.redraw();
  }

  private waitingWords(scan: KeptScan): string {
    return isGiftless(scan) ? `${this.guessWords(scan.guess)} ${say('gift-without-one')}` : this.guessWords(scan.guess);
  }

  private guessWords(guess: Guess): string {
    return say(`guess-${guess.is}`, guess.where ?? this.work.wordsOf(guess.status, this.host.language));
  }

  private chooseMode(station: Station | null, each: Target | null): void {
    const wasAtTheDock = this.isAtTheDock;
    if (station !== packing) this.packing.end();
    [this.chosen, this.each, this.bench] = [station, each, null];
    if (this.isAtTheDock !== wasAtTheDock) {
      if (wasAtTheDock) this.gifts.end();
      else this.gifts.begin();
    }
    this.photos.of(null);
    noResult();
    void this.keepMode();
    this.host.draw();
  }

  private async keepMode(): Promise<void> {
    if (this.chosen === null) await forget('mode');
    else await keep('mode', { station: this.chosen.key, each: this.each?.key ?? null });
  }
}

/** Received, and nobody knows of which gift: a machine that is known already has its own. */
function isGiftless(scan: KeptScan): boolean {
  return stationOf(scan.target)?.key === dock && scan.data?.['donation'] === undefined && scan.guess.is !== 'expected';
}
