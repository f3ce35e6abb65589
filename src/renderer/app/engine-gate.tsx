import { useState } from 'react';
import type { ReactNode } from 'react';
import type { EngineState } from '../../shared/contract/shell';
import { bridge, forgetWorkspace, reportFailed } from '../client';
import { Button } from '../ui/button/button';
import { ErrorPanel } from '../ui/error-panel/error-panel';
import { useTexts } from '../ui/i18n/texts';
import { PageHeader } from '../ui/page-header/page-header';
import { texts } from './texts';

type EngineGateProps = { readonly state: EngineState; readonly children: ReactNode };

/** Shows the pages, or why there can be none: a workspace that cannot be opened, with the ways out. */
export function EngineGate({ state, children }: EngineGateProps) {
  const t = useTexts(texts);
  const [isOpening, setOpening] = useState(false);
  if (state.state !== 'failed') return children;
  const { message, reference } = state.failure;
  const openOther = async () => {
    setOpening(true);
    await chooseWorkspace(t('engine.openOther'));
    setOpening(false);
  };
  return (
    <>
      <PageHeader title={t('engine.failed')} />
      <ErrorPanel
        title={t('engine.happened')}
        message={message}
        reference={reference}
        actions={
          <>
            <Button look="primary" onClick={() => void bridge().shell.restartEngine()}>
              {t('engine.startAgain')}
            </Button>
            <Button pending={isOpening} onClick={() => void openOther()}>
              {t('engine.openOther')}
            </Button>
          </>
        }
      />
    </>
  );
}

async function chooseWorkspace(title: string): Promise<void> {
  const filters = [{ name: 'Lectern', extensions: ['lectern'] }];
  const [file] = await bridge().shell.openFiles({ title, filters, multiple: false });
  if (!file) return;
  const result = await bridge().shell.openWorkspace(file);
  if (result.ok) forgetWorkspace();
  else reportFailed(result.error);
}
