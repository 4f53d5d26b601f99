import { enrol, signIn } from '../people/sign-in.js';
import { cardKey, enrolmentCode } from '../reading/card.js';
import { frenchPc } from '../reading/keyboard.js';
import { read } from '../reading/label-reader.js';
import { letGo } from '../storage/outbox-store.js';
import { findBadge, findPerson, type KnownPerson } from '../storage/people-store.js';
import { forget, keep, kept, type StationIdentity } from '../storage/settings.js';
import type { Host } from './host.js';
import type { Teller } from './teller.js';
import { page, padOf, say } from './view.js';

const digits = 4;

/** Who works here, and at which station: enrolment, badge and digits. */
export class Door {
  private station: StationIdentity | null = null;
  private inside: KnownPerson | null = null;
  private badge: string | null = null;

  /**
   * @param moved The device is of another house now: its lists and what was chosen from them are not this one's.
   * @param left Whoever was here is not any more: what lies on the bench is not the next one's.
   * @param entered Somebody came in: what waits for them may go.
   */
  constructor(private readonly host: Host, private readonly teller: Teller, private readonly moved: () => Promise<void>, private readonly left: () => void, private readonly entered: () => void) {
    page.pin.addEventListener('input', () => this.pinChanged());
    padOf(page.pad, (digit) => {
      page.pin.value = digit === null ? '' : page.pin.value + digit;
      this.pinChanged();
    });
    page.pinOther.addEventListener('click', () => this.changePerson());
    page.enrolAgain.addEventListener('click', () => {
      this.station = null;
      this.host.draw();
    });
    page.personChange.addEventListener('click', () => this.host.inTurn(() => this.changePerson()));
  }

  get identity(): StationIdentity | null {
    return this.station;
  }

  get person(): KnownPerson | null {
    return this.inside;
  }

  /** What the list of the work is asked for with: by whoever works here, whose role says more, or by the station. */
  get token(): string | null {
    const person = this.inside !== null && Date.parse(this.inside.expiresAt) > Date.now() ? this.inside.token : null;
    return person ?? this.station?.token ?? null;
  }

  /** The screen that has to come first; null where somebody is in. */
  get screen(): 'enrol' | 'badge' | 'pin' | null {
    return this.station === null ? 'enrol' : this.inside !== null ? null : this.badge === null ? 'badge' : 'pin';
  }

  async open(): Promise<void> {
    this.station = (await kept('station')) ?? null;
    this.inside = (await findPerson((await kept('person')) ?? '')) ?? null;
  }

  async enrol(text: string): Promise<void> {
    const code = enrolmentCode(text);
    if (code === null) {
      this.teller.complain(say('enrol-unread'));
      return;
    }
    const enrolled = await enrol(code, this.host.language);
    if (enrolled.is === 'away') {
      this.teller.complain(say('enrol-away'));
    } else if (enrolled.is === 'refused') {
      this.teller.complain(`${enrolled.why.message} ${enrolled.why.next}`);
    } else {
      const before = await kept('station');
      await keep('station', enrolled.station);
      if (before !== undefined && before.organisation !== enrolled.station.organisation) await this.moved();
      void navigator.storage?.persist?.();
      this.station = enrolled.station;
      this.host.changed(0);
      this.teller.signal('good');
      this.host.keepWork();
      this.host.draw();
    }
  }

  enrolFromAddress(): void {
    const code = new URLSearchParams(location.hash.slice(1)).get('code');
    if (code === null) return;
    history.replaceState(null, '', location.pathname);
    if (this.host.screen === 'enrol') page.line.value = code;
  }

  takeBadge(text: string): void {
    if (cardKey(text) !== null) return;
    const badge = read(text);
    if (badge.is !== 'label') {
      this.teller.complain(say('badge-unread'));
      return;
    }
    this.badge = badge.code;
    this.teller.signal('good');
    this.host.draw();
  }

  /** Whose badge this is, of those who came in here before; null where nobody here has it. */
  whose(badge: string): Promise<KnownPerson | null> {
    return findBadge(badge).then((known) => known ?? null);
  }

  /** Somebody else takes over with this badge: only the digits are missing. */
  takeOver(badge: string): void {
    this.changePerson();
    this.badge = badge;
    this.host.draw();
  }

  /** The station stays; what was scanned before stays with whoever scanned it. */
  changePerson(): void {
    [this.inside, this.badge] = [null, null];
    page.menu.open = false;
    void Promise.all([forget('person'), letGo()]).then(() => this.host.changed(0), () => this.teller.complain(say('not-kept')));
    this.left();
    this.host.draw();
  }

  /** Another tab of this device let somebody else in, or was enrolled: nobody scans here in the name of who has left. */
  async follow(): Promise<void> {
    const [identity, person] = await Promise.all([kept('station'), kept('person')]);
    if (identity?.device === this.station?.device && person === this.inside?.person) return;
    this.station = identity ?? null;
    this.inside = (await findPerson(person ?? '')) ?? null;
    this.badge = null;
    this.teller.stand(null);
    this.left();
    this.host.draw();
  }

  private pinChanged(): void {
    // A keyboard of France types signs where digits stand. Letters come from a scanner: a badge or a machine is no try at the digits.
    const typed = frenchPc.restoreDigits(page.pin.value.toUpperCase());
    page.pin.value = /\D/.test(typed) ? '' : typed;
    if (page.pin.value.length < digits || this.badge === null || this.station === null) return;
    const [pin, badge, station] = [page.pin.value, this.badge, this.station];
    page.pin.value = '';
    this.host.inTurn(() => this.comeIn(station, badge, pin), () => this.teller.complain(say('not-kept')));
  }

  private async comeIn(station: StationIdentity, badge: string, pin: string): Promise<void> {
    const came = await signIn(station, badge, pin, this.host.language);
    switch (came.is) {
      case 'in':
        await keep('person', came.person.person);
        [this.inside, this.badge] = [came.person, null];
        this.teller.stand(null);
        this.teller.signal('good');
        this.entered();
        this.host.changed(0);
        this.host.keepWork();
        this.host.draw();
        return;
      case 'refused':
        this.badge = came.why.code === 'unknown-badge' ? null : this.badge;
        this.host.draw();
        this.teller.complain(`${came.why.message} ${came.why.next}`);
        page.enrolAgain.hidden = came.why.code !== 'not-a-station';
        return;
      case 'unknown-here':
      case 'wrong-here':
      case 'closed-here':
        this.teller.complain(say(came.is));
        return;
    }
  }
}
