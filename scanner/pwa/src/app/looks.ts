import { sayOf, type Tile } from './view.js';

const looks: Readonly<Record<string, readonly [tone: string, icon: string]>> = {
  'triage-reuse': ['good', '✓'], 'triage-parts': ['info', '⚙'], 'triage-recycle': ['bad', '♻'], 'triage-ask': ['warn', '?'],
  'receive-laptop': ['info', '💻'], 'receive-desktop': ['info', '🖥'], 'receive-monitor': ['info', '📺'], 'receive': ['info', '📦'],
  'wipe-overwrite': ['good', '⌫'], 'wipe-sanitize': ['info', '⌫'], 'wipe-crypto': ['info', '🔑'],
  'repair-open': ['warn', '🔧'], 'repair-arrived': ['good', '📦'], 'repair-done': ['good', '✓'],
  'install-linux': ['good', '⇩'], 'install-chrome': ['info', '⇩'],
  'pickup': ['good', '🚐'], 'bench': ['info', '🛠'], 'epn': ['info', '🚚'], 'return': ['info', '↩'], 'inventory': ['info', '👁'], 'clean': ['good', '🧽'], 'pack': ['info', '📦'],
  'triage': ['good', '🔍'], 'wipe': ['info', '⌫'], 'repair': ['warn', '🔧'], 'install': ['good', '⇩'],
  'nobody-closed': ['info', '🚪'], 'nobody-absent': ['info', '👤'], 'nobody-nothing': ['info', '∅'], 'nobody-refuses': ['warn', '✕'],
};

/** A large target for a thing whose words follow from its name: its colour, its picture and its words. */
export function tileIn(family: string, key: string): Tile {
  const [tone, icon] = looks[`${family}-${key}`] ?? looks[key] ?? ['info', '•'];
  return { key, words: sayOf(family, key), tone, icon };
}
