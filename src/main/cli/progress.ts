import type { Job } from '../../shared/contract/events';

/** Shows running work on one line of a terminal; silent where standard error is not one. */
export function createProgressLine(stream: NodeJS.WriteStream): {
  readonly show: (job: Job) => void;
  readonly clear: () => void;
} {
  let shown = false;
  const clear = (): void => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  return {
    clear,
    show: (job) => {
      if (!stream.isTTY) return;
      if (job.state !== 'running') {
        clear();
        return;
      }
      const share =
        job.total > 0
          ? ` ${Math.floor((100 * job.done) / job.total)} % (${job.done} of ${job.total})`
          : '';
      stream.write(`\r\u001b[K${job.title}${share} ${job.detail}`.slice(0, stream.columns));
      shown = true;
    },
  };
}
