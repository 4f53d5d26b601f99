import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// One entry for each page that lives; the names stay, the server gives each file its fingerprint.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'wwwroot/islands',
    emptyOutDir: true,
    manifest: 'manifest.json',
    rollupOptions: {
      input: { board: fileURLToPath(new URL('Features/Boards/board.ts', import.meta.url)) },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
