import { bench, dock, epn, packing, pickup, stationOf, stationsOf, targetOf, type Station, type Target } from '../modes/modes.js';
import { isDoubtful, undoFor, undoLeft, wantsAPerson, type Guess, type KeptScan, type Receipt, type State } from '../outbox/scan.js';
import { cardKey } from '../reading/card.js';
import { inGroups } from '../reading/label-code.js';
import { read, type Reading } from '../reading/label-reader.js';
import { put, undo, waitingFor } from '../storage/outbox-store.js';
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
import { bringUp, helpLines, noResult, notice, page, say, sayOf, show, tick, tiles, toHear, toneOf } from './view.js';
import type { WorkList } from './work-list.js';

/** What is done here, and with which machine: a line comes from a scanner, the camera or a finger, one answer goes back. A scan is on the disk before anything is said of it. */
export class WorkDesk {
  private chosen: Station | null = null;
  private each: Target | null = null;
  private bench: string | null = null;
  private last: KeptScan | null = null;
  private badge: string | null = null;

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
    page.modeChange.addEventListener('click', () => this.inTurn(() => this.chooseMode(null, null)));
    page.eachStop.addEventListener('click', () => this.inTurn(() => this.chooseMode(this.chosen, null)));
    page.takeOver.addEventListener('click', () => this.host.inTurn(() => {
      if (this.badge !== null) this.door.takeOver(this.badge);
    }));
    page.undo.addEventListener('click', () => void this.takeBack(this.last));
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

  /** Whoever comes to another house chooses anew what is done there. */
  async begin(): Promise<void> {
    this.clear();
    await this.packing.end();
    await this.gifts.end();
    await this.chooseMode(null, null);
  }

  async take(text: string, at: Date): Promise<void> {
    this.teller.onlyStanding();
    const card = cardKey(text);
    if (card !== null) {
      await this.takeCard(card);
      return;
    }

    const reading = read(text);
    if (reading.is === 'label' && (await this.isBadge(reading.code))) return;
    const box = this.chosen === packing ? await this.boxOf(reading) : null;
    if (reading.is === 'unreadable') {
      this.teller.answer('bad', reading.text.slice(0, 40), sayOf('unread', reading.reason));
    } else if (box !== null) {
      await this.packing.take(box);
      this.host.draw();
      noResult();
      this.teller.signal('good');
    } else if ((reading.is === 'address' && reading.kind !== 'machine') || (reading.is === 'label' && this.work.boxes.includes(reading.code))) {
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
      if (this.chosen === bench) {
        this.layOnBench(code);
        return;
      }
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
    tiles(page.modes, stationsOf(role).map((one) => tileIn('station', one.key)), (key) => this.inTurn(() => this.chooseMode(stationOf(key) ?? null, null)));
  }

  /** What can be scanned or tapped here. */
  drawHelp(): void {
    show('help', say('help'), say('help-text'), say('scan-field'));
    const mine = stationsOf(this.door.person?.role ?? '').map((station) => sayOf('station', station.key)).join(', ');
    helpLines([say('help-modes', mine), say('help-undo'), say('help-file'), say('help-badge'), say('help-end'), say('help-bad')]);
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

  /** How many machines still come here, of those that the list says: where the work is to receive them. */
  async drawExpected(): Promise<void> {
    const step = this.chosen?.key === epn ? this.chosen.targets[0]?.step : undefined;
    page.expected.hidden = step === undefined || this.work.at === null;
    if (step === undefined) return;
    const arrived = await waitingFor(step);
    page.expected.textContent = say('expected-here', String(this.work.expectedAt(step).filter((code) => !arrived.has(code)).length));
  }

  drawUndo(): void {
    const left = this.last === null ? 0 : Math.ceil(undoLeft(this.last, Date.now()) / 1000);
    tick(page.results);
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

  private async takeCard(card: string): Promise<void> {
    switch (card) {
      case 'badge':
        this.door.changePerson();
        return;
      case 'annuler':
        await this.takeBack(this.last);
        return;
      case 'aide':
        this.host.draw('help');
        this.teller.aloud(toHear());
        return;
      case 'file':
        this.host.draw('look');
        this.teller.aloud(toHear());
        return;
      case 'fin':
        this.door.changePerson();
        this.teller.signal('good');
        notice(say('ended'));
        this.teller.aloud(say('ended'));
        return;
    }
    const gift = giftCard(card);
    if (gift !== null) {
      await this.takeGiftCard(gift);
      return;
    }
    const target = targetOf(card);
    const found = stationOf(card);
    const station = found === pickup ? undefined : found;
    if (station === undefined) {
      this.teller.answer('bad', '', say('card-unknown'));
      return;
    }
    if (!stationsOf(this.door.person?.role ?? '').includes(station)) {
      this.teller.answer('bad', '', say('card-not-yours'));
      return;
    }
    await this.chooseMode(station, target ?? null);
    this.teller.signal('good');
  }

  /** Whether a code is that of a badge: nothing is done with it, and whose it is may take over. */
  private async isBadge(code: string): Promise<boolean> {
    const known = await this.door.whose(code);
    if (known === null && !this.work.isOfABadge(code)) return false;
    const mine = known !== null && known.person === this.door.person?.person;
    this.teller.answer('bad', '', mine ? say('badge-mine') : known?.called ? say('badge-of', known.called) : say('badge-here'));
    this.badge = mine ? null : code;
    page.takeOver.hidden = mine;
    if (!mine) bringUp(page.takeOver);
    return true;
  }

  /** Machines of this gift are received from now on. */
  private async takeGiftCard(id: string): Promise<void> {
    if (!this.isAtTheDock) await this.chooseMode(stationOf(dock) ?? null, null);
    if (await this.gifts.takeCard(id)) {
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
    this.host.inTurn(async () => {
      await this.keepMode();
      await this.record(code, target, more, at);
    }, () => this.teller.answer('bad', code, say('not-kept')));
    this.host.draw();
  }

  /** The machine in hand: nothing is kept of it but the photos that are taken. */
  private layOnBench(code: string): void {
    const status = this.work.statusOf(code);
    this.last = null;
    this.photos.of(code);
    this.teller.answer('good', code, `${status === undefined ? say('on-bench-unknown') : say('on-bench', this.work.wordsOf(status, this.host.language))} ${say('on-bench-reports')}`);
  }

  /** Into the box that is open, or a sentence that says why not: then nothing is kept. */
  private async pack(code: string, at: Date): Promise<void> {
    const [into, target] = [await this.packing.of(code), packing.targets[0]];
    if (target === undefined) return;
    if (into.is === 'packed') await this.record(code, target, into.data, at);
    else this.teller.answer('bad', into.why === 'pack-box-first' ? '' : code, say(into.why));
  }

  /** The code of a box, from its address or, as bars hold it, bare; null where something else was scanned. */
  private async boxOf(reading: Reading): Promise<string | null> {
    if (reading.is === 'address') return reading.kind === 'machine' ? null : reading.code;
    return reading.is === 'label' && (await this.packing.isBox(reading.code)) ? reading.code : null;
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
    this.last = scan;
    this.photos.of(code);
    this.teller.answer(isDoubtful(guess) || isGiftless(scan) ? 'warn' : 'wait', code, this.waitingWords(scan), true);
    this.host.changed(undoFor);
    this.host.redraw();
  }

  /** Takes one of the last scans back: the very last where none is named. */
  async takeBack(scan: KeptScan | null): Promise<void> {
    if (scan === null) {
      this.teller.answer('warn', '', say('undo-nothing'));
      return;
    }
    const undone = await undo(scan.number, Date.now());
    if (this.last?.number === scan.number) {
      this.last = null;
      if (undone) this.photos.of(null);
    }
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

  /** A tap on what is done here, after all that came before it. */
  private inTurn(work: () => Promise<void>): void {
    this.host.inTurn(work, () => this.teller.complain(say('not-kept')));
  }

  /** What the screen says is on the disk before it says so: a page that is closed just then comes back with it. */
  private async chooseMode(station: Station | null, each: Target | null): Promise<void> {
    const wasAtTheDock = this.isAtTheDock;
    if (station !== packing) await this.packing.end();
    else if (this.chosen !== packing) this.packing.begin();
    [this.chosen, this.each, this.bench] = [station, each, null];
    if (this.isAtTheDock !== wasAtTheDock) await (wasAtTheDock ? this.gifts.end() : this.gifts.begin());
    await this.keepMode();
    this.photos.of(null);
    noResult();
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
