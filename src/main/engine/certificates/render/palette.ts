/** The light theme of the window, on paper: warm neutrals, ink, one deep blue. */
export const palette = {
  paper: '#fbfaf7',
  line: '#cfc9bb',
  ink: '#1f1d1a',
  inkSoft: '#57524a',
  inkFaint: '#716b60',
  accent: '#23476e',
} as const;

/** A4 on its side, in points. */
export const page = { width: 841.89, height: 595.28 } as const;
