/** A length or colour part as PDF writes it, to a thousandth. */
export function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function parts(color: string): string {
  return [1, 3, 5].map((at) => number(parseInt(color.slice(at, at + 2), 16) / 255)).join(' ');
}

/** Sets the colour that fills, given as `#rrggbb`. */
export function fillColor(color: string): string {
  return `${parts(color)} rg`;
}

/** Sets the colour of lines, given as `#rrggbb`. */
export function strokeColor(color: string): string {
  return `${parts(color)} RG`;
}

/** Operators between a save and a restore of the graphics state. */
export function isolated(...operators: readonly string[]): string {
  return ['q', ...operators, 'Q'].join('\n');
}

/** A corner of a path: `l` a straight line to it, `c` a curve with two handles before it. */
export type PathStep = readonly [kind: 'm' | 'l' | 'c', ...coordinates: number[]];

/** The operators of a path in points from the page's lower left. */
export function path(steps: readonly PathStep[]): string {
  return steps.map(([kind, ...at]) => `${at.map(number).join(' ')} ${kind}`).join('\n');
}
