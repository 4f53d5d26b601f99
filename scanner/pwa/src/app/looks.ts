const looks: Readonly<Record<string, readonly [tone: string, icon: string]>> = {
  'triage-reuse': ['good', '✓'], 'triage-parts': ['info', '⚙'], 'triage-recycle': ['bad', '♻'], 'triage-ask': ['warn', '?'],
  'receive-laptop': ['info', '💻'], 'receive-desktop': ['info', '🖥'], 'receive-monitor': ['info', '📺'], 'receive': ['info', '📦'],
  'wipe-overwrite': ['good', '⌫'], 'wipe-sanitize': ['info', '⌫'], 'wipe-crypto': ['info', '🔑'],
  'repair-open': ['warn', '🔧'], 'repair-arrived': ['good', '📦'], 'repair-done': ['good', '✓'],
  'install-linux': ['good', '⇩'], 'install-chrome': ['info', '⇩'],
  'epn': ['info', '🚚'], 'return': ['info', '↩'], 'inventory': ['info', '👁'],
  'triage': ['good', '🔍'], 'wipe': ['info', '⌫'], 'repair': ['warn', '🔧'], 'install': ['good', '⇩'],
};

/** A mode as a tile: its words with the colour and the picture by which it is known from afar. */
export function tileOf(key: string, words: string): { key: string; words: string; tone: string; icon: string } {
  const [tone, icon] = looks[key] ?? ['info', '•'];
  return { key, words, tone, icon };
}
