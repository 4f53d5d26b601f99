import type { KeptPhoto } from '../outbox/photo.js';
import { undoLeft, type KeptScan, type Sentence, type State } from '../outbox/scan.js';
import { inGroups } from '../reading/label-code.js';
import { isKey, say as sayIn, type Language, type TextKey } from '../texts.js';
import type { Tone } from './sounds.js';

export type Screen = 'loading' | 'enrol' | 'badge' | 'pin' | 'modes' | 'work' | 'gift' | 'look' | 'help' | 'stops' | 'stop' | 'number' | 'sign' | 'nobody';

/** The screens that show what was scanned last. */
const scanning: readonly Screen[] = ['work', 'stop', 'number'];

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element as T;
}

export const button = (id: string) => byId<HTMLButtonElement>(id);
export const input = (id: string) => byId<HTMLInputElement>(id);

/** The page. No other file touches it but those of the camera and of a donor's door. */
export const page = {
  heading: byId('heading'), lead: byId('lead'), notice: byId('notice'), name: byId('name'), lineState: byId('line-state'), workState: byId('work-state'),
  form: byId<HTMLFormElement>('line-form'), line: input('line'), lineLabel: byId('line-label'), keyboard: button('keyboard'), cameraToggle: button('camera-toggle'),
  camera: byId('camera'), video: byId<HTMLVideoElement>('video'), torch: button('torch'),
  pinScreen: byId('pin-screen'), pin: input('pin'), pad: byId('pad'), pinOther: button('pin-other'), enrolAgain: button('enrol-again'),
  modesScreen: byId('modes-screen'), modes: byId('modes'), workScreen: byId('work-screen'), scanned: byId('scanned'), modeChange: button('mode-change'),
  expected: byId('expected'), each: byId('each'), eachText: byId('each-text'), eachStop: button('each-stop'), eachBox: input('each-box'),
  bench: byId('bench'), benchCode: byId('bench-code'), targets: byId('targets'), powersOn: input('powers-on'), powersOnLabel: byId('powers-on-label'),
  result: byId('result'), resultIcon: byId('result-icon'), resultWord: byId('result-word'), resultProvisional: byId('result-provisional'),
  resultCode: byId('result-code'), resultText: byId('result-text'), undo: button('undo'), listen: button('listen'), said: byId('said'),
  photoPart: byId('photo-part'), photo: button('photo'), photoFile: input('photo-file'), photoSaid: byId('photo-said'), photos: byId('photos'), lookPhotos: byId('look-photos'),
  lookOpen: button('look-open'), results: byId('results'), resultsNone: byId('results-none'),
  lookScreen: byId('look-screen'), look: byId('look'), lookNone: byId('look-none'), lookBack: button('look-back'), lookWaiting: byId('look-waiting'),
  help: byId('help'), helpOpen: button('help-open'), helpBack: button('help-back'), hear: button('hear'),
  menu: byId<HTMLDetailsElement>('menu'), muted: input('muted'), spoken: input('spoken'), language: button('language'), personChange: button('person-change'),
  update: button('update'), takeOver: button('take-over'), flash: byId('flash'),
};

const screens: Readonly<Partial<Record<Screen, HTMLElement>>> = {
  pin: page.pinScreen, modes: page.modesScreen, work: page.workScreen, gift: byId('gift-screen'), look: page.lookScreen, help: byId('help-screen'),
  stops: byId('stops-screen'), stop: byId('stop-screen'), number: byId('number-screen'), sign: byId('sign-screen'), nobody: byId('nobody-screen'),
};

/** Beside each word, never alone. */
const icons: Readonly<Record<Tone, string>> = { good: '✓', warn: '!', bad: '✕', wait: '…' };

const flashFor = 350;
let language: Language = 'fr';
let flashed = Number.NEGATIVE_INFINITY;
let nextFlash: Tone | null = null;

export function say(key: TextKey, ...values: readonly string[]): string {
  return sayIn(language, key, ...values);
}

/** The words of something whose name came with it; that name where there are none. */
export function sayOf(family: string, name: string): string {
  const key = `${family}-${name}`;
  return isKey(key) ? say(key) : name;
}

export function speakIn(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const key = element.dataset['text'] ?? '';
    if (isKey(key)) element.textContent = say(key);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    const key = element.dataset['label'] ?? '';
    if (isKey(key)) element.setAttribute('aria-label', say(key));
  }
}

/** Shows one screen: what it is called, what to do, and where the next scan goes. */
export function show(screen: Screen, title: string, lead: string, field: string | null): void {
  page.heading.textContent = title;
  document.title = `${title} · Ordi 2.0`;
  page.lead.textContent = lead;
  page.form.hidden = field === null;
  page.lineLabel.textContent = field;
  for (const [name, element] of Object.entries(screens)) element.hidden = name !== screen;
  page.scanned.hidden = !scanning.includes(screen);
  page.modeChange.hidden = screen !== 'work' && screen !== 'gift' && screen !== 'stops' && screen !== 'stop';
  page.enrolAgain.hidden = true;
  page.helpOpen.hidden = page.form.hidden || screen === 'enrol' || screen === 'badge';
  page.personChange.hidden = screen !== 'work' && screen !== 'gift' && screen !== 'modes' && screen !== 'look' && screen !== 'help' && screen !== 'stops' && screen !== 'stop';
  focusField();
}

/** The one field that is always ready. */
export function focusField(): void {
  const field = page.pinScreen.hidden ? page.line : page.pin;
  if (!page.form.hidden || !page.pinScreen.hidden) field.focus({ preventScroll: true });
}

export function notice(text: string | null): void {
  page.notice.hidden = text === null;
  if (page.notice.textContent !== text) page.notice.textContent = text;
}

export interface Tile {
  readonly key: string;
  readonly words: string;
  /** What is known of it beside, in smaller letters. */
  readonly more?: string;
  readonly tone: string;
  readonly icon: string;
}

/** Two to four large targets, or one for each kind of work. */
export function tiles(into: HTMLElement, all: readonly Tile[], chosen: (key: string) => void): void {
  into.replaceChildren(...all.map((tile) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = `tone-${tile.tone}`;
    element.dataset['key'] = tile.key;
    element.append(icon(tile.icon), text(tile.words));
    if (tile.more !== undefined) element.append(small(tile.more));
    element.addEventListener('click', () => chosen(tile.key));
    return element;
  }));
}

export function padOf(into: HTMLElement, pressed: (digit: string | null) => void): void {
  into.replaceChildren(...[...'123456789', null, '0'].map((digit) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'quiet';
    if (digit === null) element.dataset['text'] = 'pin-erase';
    element.textContent = digit ?? say('pin-erase');
    element.addEventListener('click', () => pressed(digit));
    return element;
  }));
}

/** All that the screen says now, for whoever has it read aloud: what it is, what to do, what is wrong, and what came of the last scan. */
export function toHear(): string {
  const parts = [page.heading, page.lead, page.notice, page.lineLabel, page.benchCode, ...document.querySelectorAll<HTMLElement>('main section:not([hidden]) :is(button, li, .number, #look-none)'), page.said];
  return [...new Set(parts.filter((part) => part === page.said || part.offsetParent !== null).map((part) => part.textContent?.trim() ?? ''))].filter((words) => words !== '').join('. ');
}

/** What can be scanned or tapped here, a line for each. */
export function helpLines(all: readonly string[]): void {
  page.help.replaceChildren(...all.map((words) => {
    const item = document.createElement('li');
    item.textContent = words;
    return item;
  }));
}

/** What came of a scan, by colour and word; sound and voice are the caller's. */
export function result(tone: Tone, code: string, words: string, provisional: boolean): void {
  page.result.hidden = false;
  page.result.className = `result tone-${tone}`;
  page.result.dataset['tone'] = tone;
  page.resultIcon.textContent = icons[tone];
  page.resultWord.textContent = say(`tone-${tone}`);
  page.resultCode.textContent = inGroups(code);
  page.resultText.textContent = words;
  page.resultProvisional.hidden = !provisional;
  page.said.textContent = `${say(`tone-${tone}`)}. ${inGroups(code)}. ${words}`;
}

/** What just changed is on the screen, whatever stands above it; the field keeps the focus. */
export function bringUp(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}

export function noResult(): void {
  page.result.hidden = true;
  page.said.textContent = '';
}

const severity: readonly Tone[] = ['wait', 'good', 'warn', 'bad'];

/** All over the screen, and never more than three times in a second: what is worse and comes meanwhile colours the flash that is there, or the next one. */
export function flash(tone: Tone): void {
  const wait = flashed + flashFor - performance.now();
  if (wait > 0) {
    if (!page.flash.hidden && severity.indexOf(tone) > severity.indexOf(page.flash.dataset['tone'] as Tone)) page.flash.dataset['tone'] = tone;
    else if (page.flash.hidden && severity.indexOf(tone) >= severity.indexOf(nextFlash ?? 'wait')) {
      if (nextFlash === null) setTimeout(() => flash(nextFlash ?? tone), wait);
      nextFlash = tone;
    }
    return;
  }
  [flashed, nextFlash] = [performance.now(), null];
  page.flash.dataset['tone'] = tone;
  page.flash.hidden = false;
  setTimeout(() => {
    page.flash.hidden = true;
  }, flashFor / 2);
}

export interface ResultLine {
  readonly scan: KeptScan;
  readonly words: string;
}

/** What may be done about the scans of a list: those that wait for a person are looked at, the last ones taken back while they may. */
export interface LineActs {
  readonly seen?: (number: number) => void;
  readonly undo?: (scan: KeptScan) => void;
}

/** The last scans, or those that wait for a person. */
export function lines(into: HTMLElement, all: readonly ResultLine[], { seen, undo }: LineActs): void {
  into.replaceChildren(...all.map(({ scan, words }) => {
    const item = itemOf(toneOf(scan.state), say(`state-${scan.state}`), inGroups(scan.code), words);
    item.dataset['state'] = scan.state;
    if (seen !== undefined) item.append(act('look-seen', () => seen(scan.number)));
    if (undo !== undefined && undoLeft(scan, Date.now()) > 0) {
      const button = act('undo', () => undo(scan));
      button.dataset['until'] = String(scan.heldUntil);
      item.append(button);
    }
    return item;
  }));
  tick(into);
}

/** How many seconds each of them may still be taken back; the button goes with the last one. */
export function tick(into: HTMLElement): void {
  for (const button of into.querySelectorAll<HTMLElement>('[data-until]')) {
    const left = Math.ceil((Number(button.dataset['until']) - Date.now()) / 1000);
    if (left <= 0) button.remove();
    else button.textContent = say('undo', String(left));
  }
}

export interface PhotoActs {
  readonly undo: (number: number) => void;
  readonly again: (number: number) => void;
  readonly giveUp: (number: number) => void;
}

/** The photos that are not with the server yet, each with what may be done about it. */
export function photoLines(into: HTMLElement, all: readonly KeptPhoto[], acts: PhotoActs): void {
  into.hidden = all.length === 0;
  into.replaceChildren(...all.map((photo) => {
    const item = itemOf(photo.state === 'refused' ? 'bad' : 'wait', say(photo.state === 'refused' ? 'photo-refused' : 'photo-waiting'), inGroups(photo.code), photo.why ? photoWhy(photo.why) : '');
    item.dataset['photo'] = photo.state;
    if (photo.state === 'refused') item.append(act('photo-again', () => acts.again(photo.number)), act('photo-give-up', () => acts.giveUp(photo.number)));
    else if (!photo.taken) item.append(act('photo-undo', () => acts.undo(photo.number)));
    return item;
  }));
}

/** What the server says of an address that is not there is said of the machine. */
function photoWhy(why: Sentence): string {
  return why.code === 'not-found' ? say('photo-why-not-found') : whyOf(why);
}

/** Why, and what to do next. */
export function whyOf(why: Sentence): string {
  return `${why.message} ${why.next}`.trim();
}

/** A line of a list: how it stands, what it is, and words. */
export function itemOf(tone: Tone, standing: string, what: string, words: string): HTMLElement {
  const item = document.createElement('li');
  const badge = document.createElement('span');
  badge.className = `badge tone-${tone}`;
  badge.textContent = standing;
  const name = document.createElement('b');
  name.textContent = what;
  item.append(badge, ' ', name, ' ', text(words));
  return item;
}

/** Something that may be done about a line. */
export function act(key: TextKey, done: () => void): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'quiet wide';
  element.textContent = say(key);
  element.addEventListener('click', done);
  return element;
}

export function toneOf(state: State): Tone {
  return state === 'accepted' ? 'good' : state === 'waiting' || state === 'undone' ? 'wait' : state === 'refused' || state === 'unsendable' ? 'bad' : 'warn';
}

function icon(sign: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'icon';
  element.setAttribute('aria-hidden', 'true');
  element.textContent = sign;
  return element;
}

function small(words: string): HTMLElement {
  const element = document.createElement('small');
  element.textContent = words;
  return element;
}

function text(words: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = words;
  return element;
}
