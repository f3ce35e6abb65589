import { notifications } from '@mantine/notifications';
import { textsOf, useTexts } from '../i18n/texts';
import { Button } from '../button/button';
import { IconButton } from '../button/icon-button';
import { Icon } from '../icons/icon';
import { texts } from '../texts';
import styles from './toast.module.css';
import { writeClipboard } from './write-clipboard';

export type Toast = {
  readonly message: string;
  readonly title?: string;
  readonly tone?: 'good' | 'bad' | 'wait';
  /** Ties the toast to the log. */
  readonly reference?: string;
  readonly undo?: () => void;
  /** A way to what the message is about. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A message of this name takes the place of an earlier one that is still shown. */
  readonly name?: string;
};

const secondsShown = { good: 7, wait: 12, bad: 0 } as const;

let lastId = 0;
const named = new Map<string, string>();

/** Shows a short message at the foot of the window. A failure stays until it is dismissed. */
export function showToast(toast: Toast): void {
  const tone = toast.tone ?? 'good';
  const id = `toast-${++lastId}`;
  const earlier = toast.name && named.get(toast.name);
  if (earlier) notifications.hide(earlier);
  if (toast.name) named.set(toast.name, id);
  const seconds = secondsShown[tone];
  notifications.show({
    id,
    message: <ToastBody toast={toast} dismiss={() => notifications.hide(id)} />,
    autoClose: seconds > 0 ? seconds * 1000 : false,
    withCloseButton: false,
    withBorder: true,
    role: tone === 'good' ? 'status' : 'alert',
    classNames: { root: styles.root, body: styles.body, description: styles.description },
  });
}

function ToastBody({ toast, dismiss }: { readonly toast: Toast; readonly dismiss: () => void }) {
  const t = useTexts(texts);
  const { tone = 'good', undo, action } = toast;
  return (
    <div className={styles.toast}>
      <Icon
        name={tone === 'good' ? 'check' : tone === 'bad' ? 'error' : 'warning'}
        tone={tone}
        className={styles.icon}
      />
      <div className={styles.words}>
        {toast.title && <b>{toast.title}</b>}
        <span dir="auto">{toast.message}</span>
        {toast.reference && (
          <code className={styles.reference}>{t('reference', { reference: toast.reference })}</code>
        )}
      </div>
      {undo && (
        <Button
          size="small"
          shortcut="mod+z"
          onClick={() => {
            dismiss();
            undo();
          }}
        >
          {t('undo')}
        </Button>
      )}
      {action && (
        <Button
          size="small"
          onClick={() => {
            dismiss();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" size="small" label={t('dismiss')} onClick={dismiss} />
    </div>
  );
}

/** Copies text and says so, or says that it could not be copied. */
export function copyText(text: string, message = textsOf(texts)('copied')): void {
  if (writeClipboard(text)) showToast({ message });
  else showToast({ tone: 'bad', message: textsOf(texts)('notCopied') });
}
