import { counts, noKeys, press, quietAfter, type Action } from './shortcut-state';

let keys = noKeys;
let timer: number | undefined;

const search = document.body.dataset['search'];

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.ctrlKey || event.altKey || event.metaKey || !counts(event.key)) {
    return;
  }
  clearTimeout(timer);
  if (isTyping(event.target)) {
    keys = { ...noKeys, at: event.timeStamp };
    return;
  }
  keys = press(keys, event.key, event.timeStamp);
  const { waiting } = keys;
  if (waiting !== undefined) {
    // Some browsers open their own search with this key.
    event.preventDefault();
    timer = setTimeout(() => carryOut(waiting), quietAfter);
  }
});

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'));
}

function carryOut(action: Action): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (action === 'search' && field !== null) {
    field.focus();
    field.select();
    return;
  }
  const address = { help: '/help/shortcuts', home: '/', search }[action];
  if (address !== undefined) {
    location.assign(address);
  }
}
