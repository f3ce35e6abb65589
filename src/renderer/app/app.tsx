import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { useColorScheme } from '../ui/theme/color-scheme';
import { cssVariables, theme } from '../ui/theme/theme';
import { Shell } from './shell';
import { readStyleNonce } from './style-nonce';

/** The whole window. */
export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        forceColorScheme={useColorScheme()}
        getStyleNonce={readStyleNonce}
        withGlobalClasses={false}
      >
        <Shell />
      </MantineProvider>
    </StrictMode>
  );
}
