import { setOutcomeSink } from '../client';
import type { Toast } from '../ui/toast/toast';
import { announce } from '../ui/announcer/announcer';

/** Lets the results of commands appear as toasts; their code is loaded when the first one comes. */
export function connectOutcomes(): () => void {
  const show = async (toast: Toast) => (await import('../ui/toast/toast')).showToast(toast);
  return setOutcomeSink({
    done: (message, undo) => {
      announce(message);
      void show({ message, undo });
    },
    failed: ({ message, reference }, title, wayOut) =>
      void show({ ...wayOut, message, title, reference, tone: 'bad' }),
  });
}
