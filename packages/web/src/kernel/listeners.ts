/** Who is to hear of changes; `subscribe` is what `useSyncExternalStore` takes. */
export interface Listeners {
  subscribe(listener: () => void): () => void;
  tell(): void;
}

export function listenersOf(): Listeners {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}
