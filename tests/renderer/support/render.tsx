import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach } from 'vitest';

// Without test globals the library does not clean up by itself.
afterEach(cleanup);

/** Renders a part of the window inside what every part may count on. */
export function renderPart(part: ReactElement): RenderResult {
  return render(part, {
    wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider>,
  });
}
