/** Photos and voice notes of a draft in the browser: blob addresses die with the page, IndexedDB does not. */
const shelfName = "cunqing-drafts";
const rowsName = "blobs";

export const putBlob = (id: string, blob: Blob): Promise<unknown> => onShelf("readwrite", (rows) => rows.put(blob, id));

export const dropBlob = (id: string): Promise<unknown> => onShelf("readwrite", (rows) => rows.delete(id));

export const clearBlobs = (): Promise<unknown> => onShelf("readwrite", (rows) => rows.clear());

export async function findBlob(id: string): Promise<Blob | null> {
  const found: unknown = await onShelf("readonly", (rows) => rows.get(id));
  return found instanceof Blob ? found : null;
}

async function onShelf<T>(mode: IDBTransactionMode, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const shelf = await openShelf();
  try {
    return await answerOf(act(shelf.transaction(rowsName, mode).objectStore(rowsName)));
  } finally {
    shelf.close();
  }
}

function openShelf(): Promise<IDBDatabase> {
  const request = indexedDB.open(shelfName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(rowsName);
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexedDB"));
  });
}
