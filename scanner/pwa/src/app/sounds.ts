/** How something came out: colour, sound, word and voice say the same. */
export type Tone = 'good' | 'warn' | 'bad' | 'wait';

// Short and high; twice; low: each is told apart with the back turned (domain.md 3.3, rule 2).
const notes: Readonly<Record<Tone, readonly (readonly [frequency: number, at: number, length: number])[]>> = {
  good: [[1320, 0, 0.12]],
  wait: [[1320, 0, 0.12]],
  warn: [[740, 0, 0.14], [740, 0.22, 0.14]],
  bad: [[196, 0, 0.5]],
};
const buzzes: Readonly<Record<Tone, number[]>> = { good: [60], wait: [60], warn: [120, 80, 120], bad: [500] };

let audio: AudioContext | null = null;

/** Browsers let a page sound only after somebody touched it: until then this does not end. */
export async function mayNowSound(): Promise<void> {
  if (typeof AudioContext !== 'undefined') audio ??= new AudioContext();
  await audio?.resume();
}

export function sound(tone: Tone): void {
  navigator.vibrate?.(buzzes[tone]);
  if (audio?.state !== 'running') return;
  for (const [frequency, at, length] of notes[tone]) {
    const start = audio.currentTime + at;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0.3, start);
    gain.gain.exponentialRampToValueAtTime(0.001, start + length);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + length);
  }
}

/** Reads aloud; what was being read is broken off. */
export function speak(text: string, language: 'fr' | 'en'): void {
  if (!('speechSynthesis' in window)) return;
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language === 'fr' ? 'fr-FR' : 'en-GB';
  speechSynthesis.speak(utterance);
}
