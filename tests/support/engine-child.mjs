/**
 * Runs the built engine in a plain Node process, as Electron's utility process would, so that a
 * test can kill it at any moment. The parent speaks to it over IPC.
 */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';

const [, , engineFile] = process.argv;
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message) => process.send({ host: message }),
});
Object.assign(process, { parentPort });
await import(pathToFileURL(engineFile).href);

/** Electron's ports wrap what arrives in an event; Node's hand it over bare. */
const { port1, port2 } = new MessageChannel();
const served = {
  postMessage: (message) => port1.postMessage(message),
  on: (event, listener) => port1.on(event, (data) => listener({ data, ports: [] })),
  start: () => port1.start(),
};
port2.on('message', (reply) => process.send({ reply }));

process.on('message', ({ host, request }) => {
  if (host)
    parentPort.emit('message', { data: host, ports: host.kind === 'serve' ? [served] : [] });
  if (request) port2.postMessage(request);
});
process.on('disconnect', () => process.exit(0));
process.send({ started: true });
