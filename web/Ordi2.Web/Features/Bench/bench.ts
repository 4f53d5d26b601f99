// Whoever works in gloves, with noise and with the back turned hears how a scan came out, and has the page read aloud. What is heard
// stands on the page as well: without a script nothing is lost.
import { mayNowSound, sound, speak, type Tone } from '../../../../scanner/pwa/src/app/sounds.js';

const quietKey = 'ordi2.bench.quiet';
const heardKey = 'ordi2.bench.heard';
const longestWait = 300;

const isQuiet = (): boolean => localStorage.getItem(quietKey) !== null;

/** How the last scan came out, and by what it is told from the one before it; nothing where nothing is new. */
function outcome(): { tone: Tone; key: string | null } | null {
  if (document.querySelector('.mistakes')) {
    return { tone: 'bad', key: null };
  }

  const result = document.querySelector<HTMLElement>('[data-outcome]');
  return result ? { tone: result.dataset.outcome as Tone, key: result.dataset.outcomeKey ?? null } : null;
}

async function tell(): Promise<void> {
  const now = outcome();
  if (!now || (now.key !== null && sessionStorage.getItem(heardKey) === now.key)) {
    return;
  }

  if (now.key !== null) {
    sessionStorage.setItem(heardKey, now.key);
  }

  if (!isQuiet()) {
    // Where the browser wants to be touched first, a sound that comes with the next touch would be about something else.
    await Promise.race([mayNowSound(), new Promise((resolve) => setTimeout(resolve, longestWait))]);
    sound(now.tone);
  }
}

const mute = document.querySelector<HTMLButtonElement>('[data-bench-sound]');
if (mute) {
  const show = (): void => mute.setAttribute('aria-pressed', String(!isQuiet()));
  mute.hidden = false;
  mute.addEventListener('click', () => {
    if (isQuiet()) {
      localStorage.removeItem(quietKey);
      void mayNowSound().then(() => sound('good'));
    } else {
      localStorage.setItem(quietKey, '');
    }
    show();
  });
  show();
}

const aloud = document.querySelector<HTMLButtonElement>('[data-bench-aloud]');
if (aloud && 'speechSynthesis' in window) {
  aloud.hidden = false;
  aloud.addEventListener('click', () => {
    const words = [...document.querySelectorAll<HTMLElement>('.lead, [data-aloud], .mistakes, .bench-machine .alert, .target > span')].map((part) => part.innerText.trim());
    speak(words.filter((part) => part.length > 0).join('. '), document.documentElement.lang.startsWith('en') ? 'en' : 'fr');
  });
}

void tell();
