/** What the engine sends to a worker thread. */
export type WorkerRequest =
  | { readonly kind: 'run'; readonly id: number; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** What a worker thread sends back: any number of chunks, then one end. */
export type WorkerReply =
  | { readonly kind: 'chunk'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly message: string;
      readonly stack: string;
    };

/** What a worker's job gets beside its input. */
export type WorkerTask = {
  /** True once the engine no longer wants the answer; long loops look at it. */
  readonly isCancelled: () => boolean;
  /** Sends part of the answer early. `transfer` moves buffers instead of copying them. */
  readonly chunk: (value: unknown, transfer?: readonly ArrayBuffer[]) => void;
};
