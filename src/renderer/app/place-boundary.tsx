import { Component } from 'react';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../ui/error-panel/error-panel';
import { textsOf } from '../ui/i18n/texts';
import { PageHeader } from '../ui/page-header/page-header';
import { texts } from './texts';

type State = { readonly error: Error | undefined };

/** Keeps a broken page from taking the window with it. A class, as React asks for error boundaries. */
export class PlaceBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { error: undefined };

  static getDerivedStateFromError(reason: unknown): State {
    return { error: reason instanceof Error ? reason : new Error(String(reason)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const t = textsOf(texts);
    return (
      <>
        <PageHeader title={t('broken.title')} />
        <ErrorPanel
          title={t('broken.title')}
          message={t('broken.message')}
          next={t('broken.next')}
          reference={`${error.name}: ${error.message}`}
          onRetry={() => this.setState({ error: undefined })}
        />
      </>
    );
  }
}
