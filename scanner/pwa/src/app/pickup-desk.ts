import { tripsKnown, type KeptPickup, type Signature } from '../outbox/pickup.js';
import { undoFor } from '../outbox/scan.js';
import { frenchPc } from '../reading/keyboard.js';
import { isLabelCode } from '../reading/label-code.js';
import { read } from '../reading/label-reader.js';
import { keepDraft, pickupStore, pickupsOf, putPickup, sendAsAnother, undoPickup, type Counts, type Pickups } from '../storage/pickup-store.js';
import { forget, keep, kept } from '../storage/settings.js';
import { isKey, say as sayIn } from '../texts.js';
import { beginRound } from '../work/begin.js';
import { stopKey, type Round, type Stop } from '../work/rounds.js';
import type { Door } from './door.js';
import type { Host } from './host.js';
import { tileIn } from './looks.js';
import { countRows, door as view, pickupLines, stopFacts, type CountRow } from './pickup-view.js';
import { SignaturePad } from './signature-pad.js';
import type { Teller } from './teller.js';
import { notice, padOf, say, sayOf, show, tiles, type Screen } from './view.js';
import type { WorkList } from './work-list.js';

const mostOfAKind = 100_000;
const whys = ['closed', 'absent', 'nothing', 'refuses'] as const;

export const pickupScreens: readonly Screen[] = ['stops', 'stop', 'number', 'sign', 'nobody'];

/** Where one is: the list that said so is of that moment. */
interface Here {
  readonly round: Round;
  readonly stop: Stop;
  readonly listAt: string;
}

/** At a donor's door: count by kind, have it signed, or say why nobody signs. What was keyed is on the disk before the next tap. */
export class PickupDesk {
  private here: Here | null = null;
  private counts: Counts = {};
  private others = false;
  private typing: { readonly kind: string; readonly digits: string } | null = null;
  private saved: Promise<void> = Promise.resolve();
  private readonly pad = new SignaturePad(view.drawing);

  constructor(private readonly host: Host, private readonly teller: Teller, private readonly door: Door, private readonly work: WorkList) {
    view.load.addEventListener('click', () => void this.load());
    view.back.addEventListener('click', () => this.host.inTurn(() => this.leave()));
    view.more.addEventListener('click', () => {
      this.others = !this.others;
      this.drawStop();
    });
    view.sign.addEventListener('click', () => this.askToSign());
    view.nobody.addEventListener('click', () => this.host.draw('nobody'));
    view.erase.addEventListener('click', () => this.pad.clear());
    view.signDo.addEventListener('click', () => this.sign());
    view.signLater.addEventListener('click', () => this.finish(null, null));
    for (const back of [view.signBack, view.whyBack]) back.addEventListener('click', () => this.host.draw('stop'));
    view.numberDone.addEventListener('click', () => this.numberTyped());
    padOf(view.numberPad, (digit) => this.typed(digit));
  }

  /** Where one is; null before it was said. */
  get stop(): Here | null {
    return this.here;
  }

  async open(): Promise<void> {
    await this.choose((await kept('stop')) ?? '');
  }

  /** The screen of these that is shown: the wanted one where a stop was chosen. */
  screenOf(wanted: Screen | undefined): Screen {
    return this.here === null ? 'stops' : wanted !== undefined && pickupScreens.includes(wanted) ? wanted : 'stop';
  }

  draw(screen: Screen): void {
    switch (screen) {
      case 'stop':
        this.drawStop();
        break;
      case 'number':
        show('number', say('number'), say('number-text', this.kindWords(this.typing?.kind ?? '')), say('number-field'));
        this.drawNumber();
        break;
      case 'sign':
        show('sign', say('sign'), say('sign-text'), null);
        view.signCounts.textContent = say('sign-counts', this.countWords(this.counts));
        break;
      case 'nobody':
        show('nobody', say('nobody'), say('nobody-text'), null);
        tiles(view.why, whys.map((why) => tileIn('nobody', why)), (why) => this.finish(null, reasonOf(why)));
        break;
      default:
        show('stops', say('stops'), say('stops-text'), say('scan-field'));
    }
  }

  async drawLists(): Promise<Pickups> {
    const [pickups, all] = await Promise.all([pickupStore.open(), pickupStore.all()]);
    const acts = {
      undo: (pickup: KeptPickup) => void this.takeBack(pickup),
      again: (number: number) => void this.settle(pickupStore.retry(number)),
      another: (number: number) => void this.settle(sendAsAnother(number)),
      giveUp: (number: number) => void this.settle(pickupStore.giveUp(number)),
    };
    const words = (pickup: KeptPickup) => (pickup.reason === null ? this.countWords(pickup.counts) : reasonWords(pickup.reason));
    const others = (pickup: KeptPickup) => this.othersOf(pickup, all);
    pickupLines(view.lines, [...pickups.refused, ...pickups.waiting], words, others, acts);
    pickupLines(view.refused, pickups.refused, words, others, acts);
    view.stopsNone.hidden = this.work.rounds.length > 0 || this.work.planned.length > 0;
    this.drawPlanned();
    this.drawStops(all);
    return pickups;
  }

  /** Anew only where something changed: a finger may be on one. */
  private drawStops(mine: readonly KeptPickup[]): void {
    const all = this.work.rounds.flatMap((round) => round.stops.map((stop) => {
      const trips = tripsKnown(stop.trips, this.work.madeAt, mine.filter((one) => one.round === round.id && one.stop === stop.id));
      const where = whereOf(round, stop);
      const words = trips === 0 ? where : say(trips === 1 ? 'stop-counted' : 'stop-counted-many', where, String(trips));
      return { key: stopKey(round.id, stop.id), words, tone: trips === 0 ? 'info' : 'good', icon: trips === 0 ? '📍' : '✓' };
    }));
    const drawn = JSON.stringify(all);
    if (drawn === view.stops.dataset['drawn']) return;
    view.stops.dataset['drawn'] = drawn;
    tiles(view.stops, all, (key) => this.host.inTurn(async () => {
      await this.choose(key);
      this.host.draw();
    }));
  }

  /** The rounds that nobody has begun: whoever drives begins theirs here, where the server is reached. */
  private drawPlanned(): void {
    const all = this.work.planned.map((round) => ({ key: round.id, words: say('round-begin', round.donor), more: dayWords(round.day, this.host.language), tone: 'info', icon: '🚐' }));
    view.planned.hidden = all.length === 0;
    const drawn = JSON.stringify(all);
    if (drawn === view.planned.dataset['drawn']) return;
    view.planned.dataset['drawn'] = drawn;
    tiles(view.planned, all, (key) => this.host.inTurn(() => this.begin(key)));
  }

  private async begin(round: string): Promise<void> {
    const token = this.door.token;
    if (token === null) return;
    const begun = await beginRound(round, token, this.host.language);
    if (begun.is === 'refused') this.teller.complain(`${begun.why.message} ${begun.why.next}`.trim());
    if (begun.is === 'away') this.teller.complain(say('round-begin-away'));
    if (begun.is !== 'away') await this.load();
    if (begun.is === 'begun') this.teller.signal('good');
  }

  /** What others wrote down of the stop of a count, which may be the same trip. */
  private othersOf(pickup: KeptPickup, mine: readonly KeptPickup[]): readonly string[] {
    const stop = this.work.rounds.find((round) => round.id === pickup.round)?.stops.find((one) => one.id === pickup.stop);
    return (stop?.counted ?? []).filter((trip) => !mine.some((one) => one.id === trip.id)).map((trip) => {
      const counts = Object.fromEntries(trip.counts.flatMap(({ type, count }) => (count === undefined || count === null ? [] : [[type, count] as const])));
      const at = new Date(trip.at).toLocaleString(this.host.language, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
      return say('pickup-other', Object.keys(counts).length === 0 ? say('pickup-other-none') : this.countWords(counts), at, trip.on ?? say('pickup-other-site'));
    });
  }

  /** What the server said of a count, to whoever looks at the list of them. */
  answered(state: 'accepted' | 'refused'): void {
    // It may be the same as one that the list does not hold yet.
    if (state === 'refused') void this.reload();
    if (this.host.screen === 'stops') notice(say(state === 'accepted' ? 'pickup-sent' : 'pickup-look'));
  }

  /** Nothing that is the next person's. */
  clear(): void {
    [view.signer.value, view.capacity.value] = ['', ''];
    this.pad.clear();
  }

  /** Another house has stops of its own. */
  async forget(): Promise<void> {
    this.here = null;
    this.counts = {};
    await this.saved;
    await Promise.all([forget('stop'), forget('drafts')]);
  }

  private async choose(key: string): Promise<void> {
    for (const round of this.work.rounds) {
      const stop = round.stops.find((one) => stopKey(round.id, one.id) === key);
      if (stop === undefined) continue;
      this.here = { round, stop, listAt: this.work.madeAt };
      this.counts = (await kept('drafts'))?.[key] ?? {};
      this.others = false;
      this.clear();
      await keep('stop', key);
      return;
    }
    this.here = null;
  }

  private async leave(): Promise<void> {
    this.here = null;
    await keep('stop', '');
    this.host.draw();
  }

  private async load(): Promise<void> {
    if (!(await this.reload())) this.teller.complain(say('stops-away'));
  }

  private async reload(): Promise<boolean> {
    const token = this.door.token;
    const loaded = token === null || (await this.work.load(token, performance.now()));
    this.host.redraw();
    return loaded;
  }

  private drawStop(): void {
    if (this.here === null) return;
    const { round, stop } = this.here;
    show('stop', whereOf(round, stop), say('stop-text'), say('scan-field'));
    const hour = (at: string | null | undefined) => (at ? new Date(at).toLocaleTimeString(this.host.language, { hour: '2-digit', minute: '2-digit' }) : '…');
    stopFacts(stop.safety.map((danger) => say('stop-danger', danger)), [
      ...(stop.from || stop.to ? [say('stop-hours', hour(stop.from), hour(stop.to))] : []),
      ...(stop.access ? [say('stop-access', stop.access)] : []),
    ]);
    view.more.setAttribute('aria-expanded', String(this.others));
    this.drawCounts();
  }

  private drawCounts(): void {
    countRows(this.rows(), {
      add: (kind, more) => this.count(kind, Math.max(0, (this.counts[kind] ?? 0) + more)),
      type: (kind) => {
        this.typing = { kind, digits: '' };
        this.host.draw('number');
      },
    });
  }

  /** What is announced comes first, then what was counted all the same, then the rest where it is asked for. */
  private rows(): CountRow[] {
    const announced = new Map(this.here?.round.announced.map((line) => [line.type, line.count ?? null]) ?? []);
    const first = [...announced.keys()];
    const rest = this.work.kinds.map((kind) => kind.code).filter((kind) => !announced.has(kind));
    const all = this.others || first.length === 0 ? rest : rest.filter((kind) => this.counts[kind] !== undefined);
    return [...first, ...all].map((kind) => ({ kind, words: this.kindWords(kind), announced: announced.get(kind) ?? null, count: this.counts[kind] ?? null }));
  }

  private count(kind: string, number: number): void {
    if (this.here === null || number > mostOfAKind) return;
    this.counts = { ...this.counts, [kind]: number };
    const [key, counts] = [stopKey(this.here.round.id, this.here.stop.id), this.counts];
    this.saved = this.saved.then(() => keepDraft(key, counts)).catch(() => this.teller.complain(say('not-kept')));
    this.drawCounts();
  }

  private typed(digit: string | null): void {
    if (this.typing === null) return;
    const digits = digit === null ? '' : `${this.typing.digits}${digit}`;
    if (Number(digits) > mostOfAKind) return;
    this.typing = { ...this.typing, digits };
    this.drawNumber();
  }

  /** Digits alone, where a number is asked for, are the number: a handheld has keys. False where it is something else. */
  takeNumber(text: string): boolean {
    const digits = frenchPc.restoreDigits(text.trim().toUpperCase());
    if (this.typing === null || !/^\d+$/.test(digits) || isLabelCode(digits)) return false;
    if (Number(digits) > mostOfAKind) {
      this.teller.complain(say('number-too-many', String(mostOfAKind)));
    } else {
      this.typing = { ...this.typing, digits };
      this.numberTyped();
      this.teller.signal('good');
    }
    return true;
  }

  private drawNumber(): void {
    view.number.textContent = this.typing?.digits === '' ? '–' : String(Number(this.typing?.digits ?? 0));
  }

  private numberTyped(): void {
    if (this.typing !== null && this.typing.digits !== '') this.count(this.typing.kind, Number(this.typing.digits));
    this.typing = null;
    this.host.draw('stop');
  }

  private askToSign(): void {
    if (Object.keys(this.counts).length === 0) this.teller.complain(say('stop-count-something'));
    else this.host.draw('sign');
  }

  private sign(): void {
    const [name, capacity, drawing] = [view.signer.value.trim(), view.capacity.value.trim(), this.pad.text];

    // A scanner types into the field as well: a label is nobody's name.
    const scanned = read(name);
    if (name === '' || scanned.is === 'address' || isLabelCode(name)) {
      view.signer.value = '';
      this.teller.complain(say('sign-no-name'));
    } else if (drawing === null) {
      this.teller.complain(say('sign-no-drawing'));
    } else {
      this.finish({ name, capacity: capacity === '' ? null : capacity, drawing }, null);
    }
  }

  /** Keeps the count, and only then says so. */
  private finish(signature: Signature | null, reason: string | null): void {
    const at = new Date();
    this.host.inTurn(() => this.keep(signature, reason, at), () => this.teller.complain(say('not-kept')));
  }

  private async keep(signature: Signature | null, reason: string | null, at: Date): Promise<void> {
    const [here, identity, person] = [this.here, this.door.identity, this.door.person];
    if (here === null || identity === null || person === null) return;
    const { round, stop, listAt } = here;
    await this.saved;
    await putPickup({
      id: crypto.randomUUID(), device: identity.device, person: person.person, round: round.id, stop: stop.id, where: whereOf(round, stop), counts: this.counts,
      note: reason === null ? stop.note : null, absent: reason !== null, reason, signature,
      knownTrips: tripsKnown(stop.trips, listAt, await pickupsOf(round.id, stop.id)), listAt, occurredAt: at.toISOString(),
    }, stopKey(round.id, stop.id), Date.now());
    this.counts = {};
    this.clear();
    await this.leave();
    notice(say('pickup-kept'));
    this.teller.signal('good');
    this.teller.aloud(say('pickup-kept'));
    this.host.changed(undoFor);
    this.host.redraw();
  }

  private async takeBack(pickup: KeptPickup): Promise<void> {
    const undone = await undoPickup(pickup.number, (one) => stopKey(one.round, one.stop));
    notice(say(undone ? 'pickup-undone' : 'pickup-undo-late'));
    this.host.changed(0);
    this.host.redraw();
  }

  private async settle(done: Promise<boolean>): Promise<void> {
    await done;
    this.host.changed(0);
    this.host.redraw();
  }

  private kindWords(kind: string): string {
    const words = this.work.kinds.find((one) => one.code === kind)?.[this.host.language] ?? kind;
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  private countWords(counts: Counts): string {
    return Object.entries(counts).map(([kind, count]) => say('sign-count', this.kindWords(kind), String(count))).join(', ');
  }
}

/** Kept with the trip in the same words, whatever language the phone speaks. */
function reasonOf(why: string): string {
  const key = `nobody-${why}`;
  return isKey(key) ? sayIn('fr', key) : why;
}

/** As whoever holds the phone reads it. */
function reasonWords(reason: string): string {
  const why = whys.find((one) => reasonOf(one) === reason);
  return why === undefined ? reason : sayOf('nobody', why);
}

/** At noon no zone of the device makes another day of it. */
function dayWords(day: string, language: string): string {
  return new Date(`${day}T12:00`).toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long' });
}

function whereOf(round: Round, stop: Stop): string {
  return stop.place ? `${round.donor} – ${stop.place}` : round.donor;
}
