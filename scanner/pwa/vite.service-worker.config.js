import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { served } from './vite.config.js';

// After the app: the service worker names each of its files, and changes when any of them does.
const files = readdirSync(served).filter((name) => name !== 'sw.js').sort();
const hash = createHash('sha256');
for (const name of files) hash.update(name).update(readFileSync(join(served, name)));

export default defineConfig({
  publicDir: false,
  define: {
    appFiles: JSON.stringify(files.map((name) => (name === 'index.html' ? '/scan' : `/scan/${name}`))),
    appVersion: JSON.stringify(hash.digest('hex').slice(0, 16)),
  },
  build: {
    outDir: served,
    emptyOutDir: false,
    target: ['chrome100', 'firefox114', 'safari15.4'],
    // In one file: not every browser takes a service worker that is a module.
    rollupOptions: { input: fileURLToPath(new URL('src/service-worker.ts', import.meta.url)), output: { format: 'iife', entryFileNames: 'sw.js' } },
  },
});
