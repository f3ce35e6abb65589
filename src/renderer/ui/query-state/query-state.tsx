import type { ReactNode } from 'react';
import { ErrorPanel } from '../error-panel/error-panel';
import { SkeletonLines } from '../skeleton/skeleton';

type QueryStateProps<Data> = {
  /** What `useQuery` returned. */
  readonly query: {
    readonly data: Data | undefined;
    readonly failure: { readonly message: string; readonly reference?: string } | undefined;
    readonly retry: () => void;
  };
  /** What could not be shown, as a heading. */
  readonly title?: string;
  /** Shown before the first answer; lines when left out. */
  readonly loading?: ReactNode;
  readonly children: (data: Data) => ReactNode;
};

/** Content that has to be fetched: an outline first, an error with Try again, or the content. */
export function QueryState<Data>({ query, title, loading, children }: QueryStateProps<Data>) {
  const { data, failure, retry } = query;
  if (data !== undefined) return children(data);
  if (!failure) return loading ?? <SkeletonLines lines={4} />;
  return (
    <ErrorPanel
      title={title}
      message={failure.message}
      reference={failure.reference}
      onRetry={retry}
    />
  );
}
