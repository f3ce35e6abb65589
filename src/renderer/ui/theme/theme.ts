import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef3f8',
  '#e6edf5',
  '#c6d5e6',
  '#a5c3e3',
  '#8fb4db',
  '#5b84b1',
  '#3a638f',
  '#23476e',
  '#1b3a5c',
  '#10202f',
];

/** Mantine speaks our tokens: what it draws cannot be told from what we draw. */
export const theme = createTheme({
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '18px', lg: '20px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '8px' },
  defaultRadius: 'sm',
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 4 },
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  // Dialogs and drop-downs live in a named region of the shell, so that readers find them.
  components: { Portal: { defaultProps: { target: '#layers' } } },
});

const tokens = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
};

/** The variables of ours that Mantine reads; the same names in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});
