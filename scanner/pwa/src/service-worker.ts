import { Senders } from './outbox/senders.js';
import { kept } from './storage/settings.js';
import { channelName, lockName, syncTag } from './outbox/names.js';

declare const self: ServiceWorkerGlobalScope;

/** Written by the build: the files of this version, and a name that changes with any of them. */
declare const appFiles: readonly string[];
declare const appVersion: string;

const page = '/scan';
const prefix = 'ordi2-scan-';
const mine = `${prefix}${appVersion}`;

self.addEventListener('install', (event) => {
  // All of a version or nothing: an app that is half new is none. It waits until nobody works with the old one, or until somebody asks for it.
  event.waitUntil(caches.open(mine).then((cache) => cache.addAll(appFiles.map((file) => new Request(file, { cache: 'reload' })))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== self.location.origin) return;
  const path = address.pathname === `${page}/` ? page : address.pathname;
  if (appFiles.includes(path)) event.respondWith(fromCache(path, event.request));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

// The network came back while nobody looked: what waits is sent, by whoever has the lock.
self.addEventListener('sync', ((event: ExtendableEvent & { tag: string }) => {
  if (event.tag === syncTag) event.waitUntil(navigator.locks.request(lockName, drain));
}) as EventListener);

async function drain(): Promise<void> {
  const channel = new BroadcastChannel(channelName);
  const language = (await kept('language')) ?? 'fr';
  const pause = await new Senders(() => language, (news) => channel.postMessage(news)).drain();
  channel.close();

  // The browser asks again, later, while something waits.
  if (pause !== null) throw new Error('Scans wait.');
}

async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(mine);
  return (await cache.match(path)) ?? fetch(request);
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== mine).map((name) => caches.delete(name)));
}
