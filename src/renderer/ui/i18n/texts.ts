import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

/** A catalogue: nested groups of sentences. Plurals are `name_one` and `name_other`. */
export type TextTree = { readonly [key: string]: string | TextTree };

/** One feature's catalogue with its name; the name keeps catalogues apart inside i18next. */
export type Texts<T extends TextTree = TextTree> = {
  readonly namespace: string;
  readonly tree: T;
};

type Plural<K extends string> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Plural<K> : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

/** Every key of a catalogue, with plural forms folded into their base. */
export type TextKey<T extends TextTree> = KeysOf<T>;

type Lookup<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? Lookup<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : `${K}_other` extends keyof T
      ? T[`${K}_other`]
      : never;

type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Values<S> = [Placeholders<S>] extends [never]
  ? []
  : [values: { readonly [P in Placeholders<S>]: string | number }];

/** Looks a sentence up; a missing key or a forgotten value does not compile. */
export type Translate<T extends TextTree> = <K extends TextKey<T>>(
  key: K,
  ...values: Values<Lookup<T, K>>
) => string;

let started = false;

/** Starts i18next once, in English; other languages are further resource bundles. */
function start(): void {
  if (started) return;
  started = true;
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: {},
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

/** Declares the catalogue of a feature. Call it once, at the top of the feature's `texts.ts`. */
export function defineTexts<const T extends TextTree>(namespace: string, tree: T): Texts<T> {
  start();
  i18next.addResourceBundle('en', namespace, tree);
  return { namespace, tree };
}

type LooseTranslate = (key: string, values?: object) => string;

// i18next's own types are built on global augmentation; ours are per catalogue, so the seam is here.
function typed<T extends TextTree>(translate: LooseTranslate): Translate<T> {
  return ((key: string, values?: object) => translate(key, values)) as Translate<T>;
}

/** The sentences of one catalogue in the current language. */
export function useTexts<T extends TextTree>(texts: Texts<T>): Translate<T> {
  const { t } = useTranslation(texts.namespace);
  return useMemo(() => typed<T>(t as unknown as LooseTranslate), [t]);
}

/** The same outside of components (action names, toasts raised by a store). */
export function textsOf<T extends TextTree>(texts: Texts<T>): Translate<T> {
  return typed<T>((key, values) => i18next.t(key, { ns: texts.namespace, ...values }));
}
