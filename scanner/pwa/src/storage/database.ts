/** Everything that this device keeps. No other file opens it. */
const name = 'ordi2-scan';
const version = 4;

export type StoreName = 'outbox' | 'pickups' | 'photos' | 'photo-files' | 'people' | 'kept';

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = (event) => upgrade(request.result, request.transaction, event.oldVersion);
    request.onsuccess = () => {
      // A later version of the app waits for us to let go; the next use opens it again.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      request.result.onclose = () => {
        opened = null;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error ?? new Error('The memory of this device cannot be opened.'));
    };
  });
  return opened;
}

/** What an older version of the app kept stays as it is. */
function upgrade(database: IDBDatabase, transaction: IDBTransaction | null, from: number): void {
  if (from < 1) {
    const outbox = database.createObjectStore('outbox', { keyPath: 'number', autoIncrement: true });
    outbox.createIndex('scanId', 'scanId', { unique: true });
    outbox.createIndex('state', 'state');
    outbox.createIndex('code', 'code');
    database.createObjectStore('people', { keyPath: 'person' });
    database.createObjectStore('kept');
  }
  if (from < 2) database.createObjectStore('photos', { keyPath: 'number', autoIncrement: true }).createIndex('state', 'state');
  if (from < 3) database.createObjectStore('pickups', { keyPath: 'number', autoIncrement: true }).createIndex('state', 'state');
  if (from < 4) {
    const files = database.createObjectStore('photo-files');
    if (transaction !== null) takeApart(transaction.objectStore('photos'), files);
  }
}

/** The file of each photo lay with what is known of it, until version 3. */
function takeApart(photos: IDBObjectStore, files: IDBObjectStore): void {
  photos.openCursor().onsuccess = (event) => {
    const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
    if (cursor === null) return;
    const { bytes, ...photo } = cursor.value;
    if (bytes) files.put(bytes, cursor.primaryKey);
    cursor.update(photo);
    cursor.continue();
  };
}

/** Does the work in one piece. What it gives is given once all of it is on the disk. */
export async function inOnePiece<T>(stores: StoreName[], mode: 'readonly' | 'readwrite', work: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
  const database = await open();
  const transaction = mode === 'readwrite' ? database.transaction(stores, mode, { durability: 'strict' }) : database.transaction(stores, mode);
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('The memory of this device refused.'));
  });

  // Whoever waits for the work below may never come to this one.
  done.catch(() => undefined);
  const result = await work(transaction).catch((problem: unknown) => {
    if (transaction.error === null) {
      try {
        transaction.abort();
      } catch {
        // It is over already.
      }
    }
    throw problem;
  });
  await done;
  return result;
}

/** The answer to one request within a piece of work. */
export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The memory of this device refused.'));
  });
}
