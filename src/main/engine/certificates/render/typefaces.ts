/** Names of the faces a certificate may use; each is one font file that the program ships. */
export const typefaceNames = [
  'serif',
  'serif-italic',
  'serif-strong',
  'sans',
  'arabic',
  'hebrew',
  'devanagari',
  'thai',
  'han',
] as const;

export type TypefaceName = (typeof typefaceNames)[number];

/**
 * Where a face comes from and how large it is set beside Source Serif 4 of the same size:
 * Naskh has a small body and Han a large one, so equal point sizes look unequal.
 */
export type TypefaceSource = {
  readonly file: string;
  readonly postScriptName: string;
  readonly scale: number;
};

/** The font files, all under the SIL Open Font License, and their optical scale. */
export const typefaceSources: { readonly [name in TypefaceName]: TypefaceSource } = {
  serif: {
    file: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
    postScriptName: 'SourceSerif4-Regular',
    scale: 1,
  },
  'serif-italic': {
    file: '@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
    postScriptName: 'SourceSerif4-Italic',
    scale: 1,
  },
  'serif-strong': {
    file: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
    postScriptName: 'SourceSerif4-SemiBold',
    scale: 1,
  },
  sans: {
    file: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
    postScriptName: 'NotoSans-Regular',
    scale: 0.95,
  },
  arabic: {
    file: '@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
    postScriptName: 'NotoNaskhArabic-Regular',
    scale: 1.1,
  },
  hebrew: {
    file: '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
    postScriptName: 'NotoSansHebrew-Regular',
    scale: 1,
  },
  devanagari: {
    file: '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
    postScriptName: 'NotoSansDevanagari-Regular',
    scale: 1,
  },
  thai: {
    file: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
    postScriptName: 'NotoSansThai-Regular',
    scale: 0.95,
  },
  han: {
    file: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    postScriptName: 'NotoSansSC-Regular',
    scale: 0.92,
  },
};

/** Scripts that bring a face of their own; every other text starts with the wanted serif. */
const scriptFaces: { readonly [script: string]: TypefaceName } = {
  Arab: 'arabic',
  Hebr: 'hebrew',
  Deva: 'devanagari',
  Thai: 'thai',
  Hani: 'han',
  Hira: 'han',
  Kana: 'han',
  Bopo: 'han',
};

/**
 * The faces to try for text of a script (ISO 15924 tag), best first. All faces are in every
 * chain, so that a stray sign is still found somewhere; the big Han face comes last because
 * opening it costs the most.
 */
export function typefaceChain(script: string, wanted: TypefaceName): readonly TypefaceName[] {
  const own = scriptFaces[script];
  const rest: readonly TypefaceName[] = ['sans', 'arabic', 'hebrew', 'devanagari', 'thai', 'han'];
  const start: readonly TypefaceName[] = own ? [own, wanted] : [wanted];
  return [...start, ...rest.filter((name) => name !== own)];
}
