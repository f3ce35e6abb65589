import { ApplyDialog } from './apply/apply-dialog';
import { PlanDialog } from './apply/plan-dialog';
import type { Apply } from './apply/use-apply';
import type { Asked } from './asked';
import { RestoreDialog } from './rollback/restore-dialog';
import { RollbackDialog } from './rollback/rollback-dialog';
import type { Run } from './run/use-run';
import { BackupDialog } from './runbook/backup-dialog';
import type { Status } from './steps/steps';

type DatabaseDialogsProps = {
  readonly asked: Asked | null;
  readonly status: Status;
  readonly apply: Apply;
  readonly run: Run | null;
  readonly onAsk: (asked: Asked) => void;
  readonly onClose: () => void;
};

/** What the person is being asked, if anything. */
export function DatabaseDialogs(props: DatabaseDialogsProps) {
  const { asked, status, apply, run, onAsk, onClose } = props;
  switch (asked?.what) {
    case undefined:
      return null;
    case 'plan':
      return <PlanDialog onClose={onClose} onApply={() => onAsk({ what: 'apply', to: null })} />;
    case 'apply':
      return <ApplyDialog to={asked.to} group={asked.group} apply={apply} onClose={onClose} />;
    case 'rollback':
      return <RollbackDialog steps={status.steps} first={asked.to} onClose={onClose} />;
    case 'backup':
      return <BackupDialog run={run} onClose={onClose} />;
    case 'restore':
      return <RestoreDialog onClose={onClose} />;
  }
}
