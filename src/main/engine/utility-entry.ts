import type { HostReply, HostRequest } from '../../shared/contract/host';
import type { ServerPort } from './rpc/port-server';
import { createUtilityHost } from './utility-host';

/** The part of Electron's `process.parentPort` used here; the engine imports no electron. */
type ParentPort = {
  readonly on: (
    event: 'message',
    listener: (message: {
      readonly data: HostRequest;
      readonly ports: readonly ServerPort[];
    }) => void,
  ) => void;
  readonly postMessage: (message: HostReply) => void;
};

// Electron adds parentPort to the process of a utility; plain Node's types do not know it.
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };

const handle = createUtilityHost((message) => parentPort.postMessage(message));
parentPort.on('message', ({ data, ports }) => void handle(data, ports));
