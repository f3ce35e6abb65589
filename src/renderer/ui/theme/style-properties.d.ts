import 'react';

// Custom properties are set through the style object, which the content policy allows.
declare module 'react' {
  interface CSSProperties {
    [customProperty: `--${string}`]: string | number | undefined;
  }
}
