import { Camera } from '../camera/camera.js';
import { stationOf, stations, targetOf, type Station, type Target } from '../modes/modes.js';
import { dueAt, isDoubtful, undoFor, wantsAPerson, type Guess, type KeptScan, type Receipt, type State } from '../outbox/scan.js';
import type { News } from '../outbox/sender.js';
import { enrol, signIn } from '../people/sign-in.js';
import { cardKey, enrolmentCode } from '../reading/card.js';
import { frenchPc } from '../reading/keyboard.js';
import { inGroups } from '../reading/label-code.js';
import { read } from '../reading/label-reader.js';
import { counts, forgetOld, latest, letGo, markSeen, put, toLookAt, undo } from '../storage/outbox-store.js';
import { forgetOldPhotos } from '../storage/photo-store.js';
import { findPerson, type KnownPerson } from '../storage/people-store.js';
import { forget, keep, kept, type StationIdentity } from '../storage/settings.js';
import type { Language } from '../texts.js';
import { tileOf } from './looks.js';
import { PhotoDesk } from './photo-desk.js';
import { mayNowSound, sound, speak, type Tone } from './sounds.js';
import { Sync } from './sync.js';
import { keepApp } from './updates.js';
import { bringUp, flash, focusField, lines, noResult, notice, padOf, page, result, say, sayOf, show, speakIn, tiles, toneOf, waitingWords, type Screen } from './view.js';
import { WorkList } from './work-list.js';

const shown = 12;
const digits = 4;
const undoTick = 250;
const workTick = 60_000;

/** The station in a pocket: one line comes from a scanner, the camera or a finger, one answer goes back. A scan is on the disk before anything is said of it. */
export class App {
  private screen: Screen = 'loading';
  private language: Language = 'fr';
  private identity: StationIdentity | null = null;
  private person: KnownPerson | null = null;
  private badge: string | null = null;
  private station: Station | null = null;
  private each: Target | null = null;
  private bench: string | null = null;
  private last: KeptScan | null = null;
  private spoken = '';
  private standing: string | null = null;
  private line: Promise<void> = Promise.resolve();
  private drawing = false;
  private offline = false;
  private updatable = false;
  private takeOver: (() => void) | null = null;
  private readonly work = new WorkList();
  private readonly sync = new Sync(() => this.language, (news) => void this.hear(news));
  private readonly photos = new PhotoDesk(
    () => (this.identity === null || this.person === null ? null : { device: this.identity.device, person: this.person.person }),
    () => {
      this.sync.changed(0);
      this.redraw();
    },
    (words) => this.complain(words),
  );
  private readonly camera = new Camera(page.video, (text) => this.came(text), () => this.cameraStopped());

  static async open(): Promise<void> {
    const app = new App();
    if (!isSecureContext) {
      notice(say('insecure'));
      return;
    }
    app.language = (await kept('language')) ?? (navigator.language.startsWith('en') ? 'en' : 'fr');
    app.identity = (await kept('station')) ?? null;
    app.person = (await findPerson((await kept('person')) ?? '')) ?? null;
    const mode = await kept('mode');
    app.station = stationOf(mode?.station) ?? null;
    app.each = targetOf(mode?.each ?? undefined) ?? null;
    page.muted.checked = (await kept('muted')) === true;
    page.spoken.checked = (await kept('spoken')) === true;
    await app.work.open();
    await forgetOld();
    await forgetOldPhotos();
    app.bind();
    app.draw();
    app.sync.hurry();
    app.keepWork();
    app.enrolFromAddress();
    app.takeOver = await keepApp(() => app.updateReady());
  }

  private bind(): void {
    page.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = page.line.value;
      page.line.value = '';
      this.came(text);
    });
    page.pin.addEventListener('input', () => this.pinChanged());
    padOf((digit) => {
      page.pin.value = digit === null ? '' : page.pin.value + digit;
      this.pinChanged();
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
    page.cameraToggle.addEventListener('click', () => void this.toggleCamera());
    page.torch.addEventListener('click', () => void this.camera.toggleTorch().then((lit) => page.torch.setAttribute('aria-pressed', String(lit))));
    page.pinOther.addEventListener('click', () => this.changePerson());
    page.enrolAgain.addEventListener('click', () => {
      this.identity = null;
      this.draw();
    });
    page.modeChange.addEventListener('click', () => this.inTurn(() => this.chooseMode(null, null)));
    page.eachStop.addEventListener('click', () => this.inTurn(() => this.chooseMode(this.station, null)));
    page.undo.addEventListener('click', () => void this.takeBack());
    page.listen.addEventListener('click', () => speak(this.spoken, this.language));
    page.lookOpen.addEventListener('click', () => this.go('look'));
    page.lookBack.addEventListener('click', () => this.go('work'));
    page.personChange.addEventListener('click', () => this.inTurn(() => this.changePerson()));
    page.muted.addEventListener('change', () => void keep('muted', page.muted.checked));
    page.spoken.addEventListener('change', () => void keep('spoken', page.spoken.checked));
    page.language.addEventListener('click', () => {
      this.language = this.language === 'fr' ? 'en' : 'fr';
      void keep('language', this.language);
      this.draw();
    });
    page.update.addEventListener('click', () => this.takeOver?.());
    addEventListener('online', () => this.keepWork());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.camera.stop();
    });
    setInterval(() => this.keepWork(), workTick);
    setInterval(() => this.drawUndo(), undoTick);
  }

  /** A tap that changes what the next scans mean waits for those that came before it. */
  private inTurn(tapped: () => void): void {
    this.line = this.line.then(tapped);
  }

  // One line after the other, in the order in which they came.
  private came(text: string): void {
    const at = new Date();
    this.line = this.line.then(() => this.take(text, at)).catch(() => this.say('bad', '', say('not-kept')));
  }

  private async take(text: string, at: Date): Promise<void> {
    switch (this.screen) {
      case 'enrol':
        return this.enrol(text);
      case 'badge':
        return this.takeBadge(text);
      case 'modes':
      case 'work':
      case 'look':
        return this.takeLine(text, at);
      case 'loading':
      case 'pin':
        return;
    }
  }

  private async enrol(text: string): Promise<void> {
    const code = enrolmentCode(text);
    if (code === null) {
      this.complain(say('enrol-unread'));
      return;
    }
    const enrolled = await enrol(code, this.language);
    if (enrolled.is === 'away') {
      this.complain(say('enrol-away'));
    } else if (enrolled.is === 'refused') {
      this.complain(`${enrolled.why.message} ${enrolled.why.next}`);
    } else {
      await keep('station', enrolled.station);
      void navigator.storage?.persist?.();
      this.identity = enrolled.station;
      this.sync.changed(0);
      this.signal('good');
      this.keepWork();
      this.draw();
    }
  }

  private enrolFromAddress(): void {
    const code = new URLSearchParams(location.hash.slice(1)).get('code');
    if (code === null) return;
    history.replaceState(null, '', location.pathname);
    if (this.screen === 'enrol') page.line.value = code;
  }

  private takeBadge(text: string): void {
    if (cardKey(text) !== null) return;
    const badge = read(text);
    if (badge.is !== 'label') {
      this.complain(say('badge-unread'));
      return;
    }
    this.badge = badge.code;
    this.signal('good');
    this.draw();
  }

  private pinChanged(): void {
    // A keyboard of France types signs where digits stand. Letters come from a scanner: a badge or a machine is no try at the digits.
    const typed = frenchPc.restoreDigits(page.pin.value.toUpperCase());
    page.pin.value = /\D/.test(typed) ? '' : typed;
    if (page.pin.value.length < digits || this.badge === null || this.identity === null) return;
    const [pin, badge, identity] = [page.pin.value, this.badge, this.identity];
    page.pin.value = '';
    this.line = this.line.then(() => this.comeIn(identity, badge, pin)).catch(() => this.complain(say('not-kept')));
  }

  private async comeIn(identity: StationIdentity, badge: string, pin: string): Promise<void> {
    const came = await signIn(identity, badge, pin, this.language);
    switch (came.is) {
      case 'in':
        await keep('person', came.person.person);
        [this.person, this.badge, this.standing] = [came.person, null, null];
        this.signal('good');
        this.sync.hurry();
        this.sync.changed(0);
        this.keepWork();
        this.draw();
        return;
      case 'refused':
        this.badge = came.why.code === 'unknown-badge' ? null : this.badge;
        this.draw();
        this.complain(`${came.why.message} ${came.why.next}`);
        page.enrolAgain.hidden = came.why.code !== 'not-a-station';
        return;
      case 'unknown-here':
      case 'wrong-here':
      case 'closed-here':
        this.complain(say(came.is));
        return;
    }
  }

  /** The station stays; what was scanned before stays with whoever scanned it. */
  private changePerson(): void {
    [this.person, this.badge, this.bench, this.last] = [null, null, null, null];
    this.photos.of(null);
    page.menu.open = false;
    void Promise.all([forget('person'), letGo()]).then(() => this.sync.changed(0), () => this.complain(say('not-kept')));
    noResult();
    this.draw();
  }

  private async takeLine(text: string, at: Date): Promise<void> {
    notice(this.standing);
    const card = cardKey(text);
    if (card !== null) {
      this.takeCard(card);
      return;
    }

    const reading = read(text);
    if (reading.is === 'unreadable') {
      this.answer('bad', reading.text.slice(0, 40), sayOf('unread', reading.reason), false);
    } else if (reading.is === 'address' && reading.kind !== 'machine') {
      this.answer('bad', reading.code, say('not-a-machine'), false);
    } else if (this.station === null) {
      this.answer('bad', '', say('modes-text'), false);
    } else {
      if (this.screen !== 'work') this.go('work');
      if (reading.layoutWrong) notice(say('layout-wrong'));
      const code = reading.is === 'other' ? reading.text : reading.code;
      const only = this.station.targets.length === 1 ? this.station.targets[0] : undefined;
      const target = this.each ?? only;
      if (target === undefined) this.putOnBench(code);
      else await this.record(code, target, {}, at);
    }
  }

  private takeCard(card: string): void {
    if (card === 'badge') {
      this.changePerson();
      return;
    }
    const target = targetOf(card);
    const station = stationOf(card);
    if (station === undefined) {
      this.answer('bad', '', say('card-unknown'), false);
      return;
    }
    this.chooseMode(station, target ?? null);
    this.signal('good');
  }

  /** Whoever scans the next one without a tap is told that nothing was done with the one before. */
  private putOnBench(code: string): void {
    if (this.bench !== null && this.bench !== code) this.answer('warn', this.bench, say('not-chosen'), false);
    else noResult();
    this.bench = code;
    // Its photo comes after the tap: the scan may be what makes it known.
    this.photos.of(null);
    page.eachBox.checked = false;
    page.powersOn.checked = true;
    this.draw();
    this.aloud(say('choose-text'));
  }

  private choose(key: string): void {
    const [code, target, at] = [this.bench, targetOf(key), new Date()];
    if (code === null || target === undefined) return;
    const more = target.step === 'triage' ? { powersOn: page.powersOn.checked } : {};
    this.bench = null;
    if (page.eachBox.checked) this.each = target;
    void this.keepMode();
    this.line = this.line.then(() => this.record(code, target, more, at)).catch(() => this.say('bad', code, say('not-kept')));
    this.draw();
  }

  /** Keeps a scan, and only then says so. */
  private async record(code: string, target: Target, more: Readonly<Record<string, unknown>>, at: Date): Promise<void> {
    const [identity, person] = [this.identity, this.person];
    if (identity === null || person === null) {
      this.say('bad', code, say('not-kept'));
      return;
    }
    const guess = await this.work.judge(code, target.step);
    const data = { ...target.data, ...more };
    const scan = await put({
      scanId: crypto.randomUUID(), device: identity.device, person: person.person, code, target: target.key, step: target.step,
      ...(Object.keys(data).length > 0 ? { data } : {}), occurredAt: at.toISOString(), guess,
    }, Date.now());
    const before = this.last?.state === 'waiting';
    this.last = scan;
    this.photos.of(code);
    this.answer(isDoubtful(guess) ? 'warn' : 'wait', code, this.guessWords(guess), true);

    // The one before was let go: it need not wait for this one.
    this.sync.changed(before ? 0 : undoFor);
    this.redraw();
  }

  private async takeBack(): Promise<void> {
    const scan = this.last;
    if (scan === null) return;
    const undone = await undo(scan.number, Date.now());
    if (this.last === scan) this.last = null;
    if (undone) this.photos.of(null);
    this.answer(undone ? 'wait' : 'warn', scan.code, say(undone ? 'undone' : 'undo-late'), false);
    this.sync.changed(0);
    this.redraw();
  }

  private async hear(news: News | 'changed'): Promise<void> {
    if (news === 'changed') {
      this.line = this.line.then(() => this.follow()).catch(() => notice(say('not-kept')));
    } else {
      switch (news.is) {
        case 'answered':
          this.offline = false;
          await this.work.learn(news.scans.map((one) => one.receipt));
          this.hearAnswers(news.scans);
          break;
        case 'photo-answered':
          this.offline = false;
          if (news.state === 'refused') this.signal('warn');
          else this.photos.sent();
          break;
        case 'paused':
          this.offline = true;
          break;
        case 'resumed':
          this.offline = false;
          break;
        case 'sign-in-needed':
          this.stand(say('sign-in-needed', (await findPerson(news.person))?.called ?? say('somebody')));
          break;
        case 'clock-off':
          this.stand(say('clock-off'));
          break;
      }
    }
    this.redraw();
  }

  /** Another tab of this device let somebody else in, or was enrolled: nobody scans here in the name of who has left. */
  private async follow(): Promise<void> {
    const [identity, person] = await Promise.all([kept('station'), kept('person')]);
    if (identity?.device === this.identity?.device && person === this.person?.person) return;
    this.identity = identity ?? null;
    this.person = (await findPerson(person ?? '')) ?? null;
    [this.badge, this.bench, this.last, this.standing] = [null, null, null, null];
    this.photos.of(null);
    noResult();
    this.draw();
  }

  private hearAnswers(scans: readonly { readonly scan: KeptScan; readonly state: State; readonly receipt: Receipt }[]): void {
    const mine = scans.find((one) => one.scan.number === this.last?.number);
    if (mine && this.screen === 'work' && this.bench === null) {
      this.last = { ...mine.scan, state: mine.state };
      this.answer(toneOf(mine.state), mine.scan.code, this.words({ ...mine.scan, state: mine.state, answer: mine.receipt }), false, mine.state !== 'accepted');
    } else if (scans.some((one) => wantsAPerson(one.state))) {
      this.signal('warn');
    }
  }

  /** What came of a scan by colour, sound, word and voice together. */
  private answer(tone: Tone, code: string, words: string, provisional: boolean, aloud = true): void {
    result(tone, code, words, provisional);
    if (this.screen !== 'work') notice(words);
    this.spoken = `${say(`tone-${tone}`)}. ${words}`;
    if (aloud) {
      this.signal(tone);
      this.aloud(this.spoken);
    }
    this.drawUndo();
    bringUp(page.result);
  }

  /** What stays on the screen until somebody did something about it. */
  private stand(words: string): void {
    this.standing = words;
    notice(words);
  }

  private say(tone: Tone, code: string, words: string): void {
    this.answer(tone, code, words, false);
  }

  private complain(words: string): void {
    notice(words);
    this.signal('bad');
    this.aloud(words);
  }

  private signal(tone: Tone): void {
    flash(tone);
    if (!page.muted.checked) sound(tone);
  }

  private aloud(words: string): void {
    if (page.spoken.checked) speak(words, this.language);
  }

  private guessWords(guess: Guess): string {
    return say(`guess-${guess.is}`, this.work.wordsOf(guess.status, this.language));
  }

  /** What there is to say of a scan: the sentence of the server and what to do, or what we think ourselves. */
  private words(scan: KeptScan): string {
    const doing = sayOf('target', scan.target);
    const why = scan.answer?.reason ?? scan.answer?.finding;
    if (why) return `${doing}. ${why.message} ${why.next}`.trim();
    if (scan.state === 'accepted' && scan.answer?.status) return say('done', doing, this.work.wordsOf(scan.answer.status, this.language));
    return scan.state === 'waiting' ? `${doing}. ${this.guessWords(scan.guess)}` : doing;
  }

  private chooseMode(station: Station | null, each: Target | null): void {
    [this.station, this.each, this.bench] = [station, each, null];
    this.photos.of(null);
    noResult();
    void this.keepMode();
    this.draw();
  }

  private async keepMode(): Promise<void> {
    if (this.station === null) await forget('mode');
    else await keep('mode', { station: this.station.key, each: this.each?.key ?? null });
  }

  private keepWork(): void {
    if (this.identity === null || document.visibilityState === 'hidden') return;
    void this.work.refresh(this.identity.token, performance.now()).then(() => this.redraw(), () => undefined);
  }

  private go(screen: Screen): void {
    this.screen = screen;
    this.draw(screen);
  }

  /** Draws the screen that follows from who is here and what is done. */
  private draw(wanted?: Screen): void {
    speakIn(this.language);
    notice(this.standing);
    this.screen = this.identity === null ? 'enrol'
      : this.person === null ? (this.badge === null ? 'badge' : 'pin')
      : this.station === null ? 'modes'
      : (wanted ?? 'work');
    page.name.textContent = this.person?.called ?? this.identity?.name ?? 'Ordi 2.0';

    switch (this.screen) {
      case 'enrol':
        show('enrol', say('enrol'), `${say('enrol-text')} ${say('enrol-hint')}`, say('enrol-field'));
        break;
      case 'badge':
        show('badge', say('badge'), say('badge-text'), say('badge-field'));
        break;
      case 'pin':
        show('pin', say('pin'), say('pin-text'), null);
        this.camera.stop();
        break;
      case 'modes':
        show('modes', say('modes'), say('modes-text'), say('scan-field'));
        tiles(page.modes, stations.map((one) => tileOf(one.key, sayOf('station', one.key))), (key) => this.inTurn(() => this.chooseMode(stationOf(key) ?? null, null)));
        break;
      case 'look':
        show('look', say('look-title'), say('look-text'), say('scan-field'));
        break;
      case 'work':
      case 'loading':
        this.drawWork();
        break;
    }
    page.update.hidden = this.takeOver === null || !this.updatable || (this.screen !== 'badge' && this.screen !== 'modes' && this.screen !== 'enrol');
    this.redraw();
  }

  private updateReady(): void {
    this.updatable = true;
    page.update.hidden = this.screen === 'work' || this.screen === 'pin' || this.screen === 'look';
  }

  private drawWork(): void {
    const station = this.station;
    if (station === null) return;
    show('work', sayOf('station', station.key), say('scan-text'), say('scan-field'));
    page.each.hidden = this.each === null;
    page.eachText.textContent = this.each === null ? '' : say('each', sayOf('target', this.each.key));
    page.bench.hidden = this.bench === null;
    if (this.bench === null) return;
    page.benchCode.textContent = inGroups(this.bench);
    page.powersOnLabel.hidden = station.key !== 'triage';
    tiles(page.targets, station.targets.map((target) => tileOf(target.key, sayOf('target', target.key))), (key) => this.choose(key));
    bringUp(page.bench);
  }

  private drawUndo(): void {
    const left = this.last === null || this.last.state !== 'waiting' ? 0 : Math.ceil((dueAt(this.last, Date.now()) - Date.now()) / 1000);
    page.undo.hidden = left <= 0;
    if (left > 0) page.undo.textContent = say('undo', String(left));
  }

  /** The lists and counters, once for all that happens meanwhile: a scanner may send thirty lines a second. */
  private redraw(): void {
    if (this.drawing) return;
    this.drawing = true;
    setTimeout(() => {
      this.drawing = false;
      void this.drawLists().catch(() => notice(say('not-kept')));
    }, 50);
  }

  private async drawLists(): Promise<void> {
    const [count, recent, look, photos] = await Promise.all([counts(), latest(shown), this.screen === 'look' ? toLookAt() : [], this.photos.draw()]);
    const toLook = count.look + photos.refused.length;
    const waiting = waitingWords(count.waiting, photos.waiting.length);
    page.lineState.textContent = this.offline || !navigator.onLine ? `${waiting}. ${say('offline')}` : waiting;
    page.lineState.dataset['waiting'] = String(count.waiting);
    const at = this.work.at;
    page.workState.textContent = at === null ? say('work-none') : say('work-at', at.toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit' }));
    page.lineState.dataset['photos'] = String(photos.waiting.length);
    page.lookOpen.hidden = toLook === 0;
    page.lookOpen.textContent = say('look', String(toLook));
    page.resultsNone.hidden = recent.length > 0;
    lines(page.results, recent.map((scan) => ({ scan, words: this.words(scan) })), null);
    page.lookNone.hidden = look.length > 0 || photos.refused.length > 0;
    lines(page.look, look.map((scan) => ({ scan, words: this.words(scan) })), (number) => void markSeen(number).then(() => this.redraw()));
  }

  private async toggleCamera(): Promise<void> {
    if (this.camera.isOn) {
      this.camera.stop();
      return;
    }
    page.camera.hidden = false;
    const trouble = await this.camera.start();
    page.camera.hidden = trouble !== null;
    page.cameraToggle.setAttribute('aria-pressed', String(trouble === null));
    page.cameraToggle.textContent = say(trouble === null ? 'camera-stop' : 'camera');
    page.torch.hidden = !this.camera.hasTorch;
    if (trouble !== null) this.complain(say(`camera-${trouble}`));
  }

  private cameraStopped(): void {
    page.camera.hidden = true;
    page.cameraToggle.setAttribute('aria-pressed', 'false');
    page.cameraToggle.textContent = say('camera');
  }
}
