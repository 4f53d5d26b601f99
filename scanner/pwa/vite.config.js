import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export const served = fileURLToPath(new URL('../../web/Ordi2.Web/wwwroot/scan', import.meta.url));

// The app of the phones. Its names stay: which version of all files together is used, the service worker knows.
export default defineConfig({
  root: fileURLToPath(new URL('src', import.meta.url)),
  publicDir: fileURLToPath(new URL('public', import.meta.url)),
  base: '/scan/',
  build: {
    outDir: served,
    emptyOutDir: true,
    target: ['chrome100', 'firefox114', 'safari15.4'],
    cssTarget: ['chrome100', 'firefox114', 'safari15.4'],
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' } },
  },
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' } } },
});
