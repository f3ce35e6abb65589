import 'react';

// Custom properties are set through the style object, which the content policy allows.
declare module 'react' {
  // Only an interface can be added to.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface CSSProperties {
    [customProperty: `--${string}`]: string | number | undefined;
  }
}
