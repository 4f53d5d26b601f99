import { countedMeanwhile, type KeptPickup } from '../outbox/pickup.js';
import { act, button, byId, input, itemOf, say, whyOf } from './view.js';

/** The part of the page for a donor's door. */
export const door = {
  stops: byId('stops'), stopsNone: byId('stops-none'), planned: byId('planned'), load: button('stops-load'), lines: byId('pickups'), refused: byId('look-pickups'),
  facts: byId('stop-facts'), counts: byId('counts'), more: button('counts-more'), sign: button('stop-sign'), nobody: button('stop-nobody'), back: button('stop-back'),
  number: byId('number-text'), numberPad: byId('number-pad'), numberDone: button('number-done'),
  signCounts: byId('sign-counts'), signer: input('signer'), capacity: input('capacity'), drawing: byId<HTMLCanvasElement>('drawing'), erase: button('drawing-erase'),
  signDo: button('sign-do'), signLater: button('sign-later'), signBack: button('sign-back'), why: byId('nobody'), whyBack: button('nobody-back'),
};

export interface CountRow {
  readonly kind: string;
  readonly words: string;
  readonly announced: number | null;
  /** Null where nobody counted, which is not 0. */
  readonly count: number | null;
}

export interface CountActs {
  readonly add: (kind: string, more: number) => void;
  readonly type: (kind: string) => void;
}

/** A row for each kind: one less, how many, one more. The same rows stay, so that a keyboard keeps its place. */
export function countRows(all: readonly CountRow[], acts: CountActs): void {
  const drawn = JSON.stringify(all.map((row) => [row.kind, row.announced, say('stop-less', row.words)]));
  if (door.counts.dataset['drawn'] !== drawn) door.counts.replaceChildren(...all.map((row) => rowOf(row, acts)));
  door.counts.dataset['drawn'] = drawn;
  all.forEach((row, i) => {
    const number = door.counts.children[i]?.querySelector('button.count');
    if (!(number instanceof HTMLElement)) return;
    number.textContent = row.count === null ? say('stop-not-counted') : String(row.count);
    number.classList.toggle('none', row.count === null);
    number.setAttribute('aria-label', `${say('stop-number', row.words)}. ${number.textContent}`);
  });
}

/** What must be known before one goes in. */
export function stopFacts(dangers: readonly string[], others: readonly string[]): void {
  door.facts.replaceChildren(...dangers.map((words) => paragraph(words, 'danger')), ...others.map((words) => paragraph(words, '')));
}

export interface PickupActs {
  readonly undo: (pickup: KeptPickup) => void;
  readonly again: (number: number) => void;
  readonly another: (number: number) => void;
  readonly giveUp: (number: number) => void;
}

/** The counts that are not with the server yet, each with what others counted there where it may be the same, and with what may be done about it. */
export function pickupLines(into: HTMLElement, all: readonly KeptPickup[], wordsOf: (pickup: KeptPickup) => string, othersOf: (pickup: KeptPickup) => readonly string[], acts: PickupActs): void {
  into.hidden = all.length === 0;
  into.replaceChildren(...all.map((pickup) => {
    const refused = pickup.state === 'refused';
    const twice = pickup.why?.code === countedMeanwhile;
    const why = twice ? [...othersOf(pickup), say('pickup-meanwhile')].join(' ') : pickup.why ? whyOf(pickup.why) : '';
    const item = itemOf(
      twice ? 'warn' : refused ? 'bad' : 'wait', say(twice ? 'pickup-twice' : refused ? 'pickup-refused' : 'pickup-waiting'), pickup.where, `${twice ? say('pickup-mine', wordsOf(pickup)) : `${wordsOf(pickup)}.`} ${why}`.trim());
    item.dataset['pickup'] = pickup.state;
    if (twice) item.append(act('pickup-another', () => acts.another(pickup.number)), act('pickup-same', () => acts.giveUp(pickup.number)));
    else if (refused) item.append(act('pickup-again', () => acts.again(pickup.number)), act('pickup-give-up', () => acts.giveUp(pickup.number)));
    else if (!pickup.taken) item.append(act('pickup-undo', () => acts.undo(pickup)));
    return item;
  }));
}

function rowOf({ kind, words, announced }: CountRow, acts: CountActs): HTMLElement {
  const row = document.createElement('div');
  row.dataset['kind'] = kind;
  const name = paragraph(words, '');
  if (announced !== null) {
    const small = document.createElement('small');
    small.textContent = say('stop-announced', String(announced));
    name.append(small);
  }
  const number = tap('', 'quiet count', () => acts.type(kind));
  const less = tap('−', 'quiet less', () => acts.add(kind, -1));
  const more = tap('+', 'more', () => acts.add(kind, 1));
  less.setAttribute('aria-label', say('stop-less', words));
  more.setAttribute('aria-label', say('stop-more', words));
  row.append(name, less, number, more);
  return row;
}

function tap(sign: string, look: string, tapped: () => void): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = look;
  element.textContent = sign;
  element.addEventListener('click', tapped);
  return element;
}

function paragraph(words: string, look: string): HTMLElement {
  const element = document.createElement('p');
  if (look !== '') element.className = look;
  element.textContent = words;
  return element;
}
