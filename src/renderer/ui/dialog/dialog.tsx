import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconButton } from '../button/icon-button';
import { useTexts } from '../i18n/texts';
import '../theme/mantine-modal';
import { texts } from '../texts';
import styles from './dialog.module.css';
import { useReturnFocus } from './use-return-focus';

type DialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Buttons at the foot, the primary one last. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

const widths = { small: 420, medium: 600, large: 920 } as const;

/** A dialog over the window: keeps the focus inside, Escape closes, the focus goes back after. */
export function Dialog({ opened, onClose, title, size = 'small', footer, children }: DialogProps) {
  const t = useTexts(texts);
  useReturnFocus();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={widths[size]}
      withCloseButton={false}
      title={title}
      centered
      // The page itself never scrolls, so nothing needs to be locked (and no style injected).
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ color: 'transparent', backgroundOpacity: 1 }}
      classNames={{
        content: styles.content,
        header: styles.header,
        title: styles.title,
        body: styles.body,
        overlay: styles.overlay,
      }}
    >
      <div className={styles.close}>
        <IconButton icon="close" size="small" label={t('close')} onClick={onClose} />
      </div>
      <div className={styles.main}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </Modal>
  );
}
