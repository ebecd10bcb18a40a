// The words Flex messages use for sizes and colours (LINE's Flex Message reference), as CSS values.

export const SPACING = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
export const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
export const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
export const CORNER = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
export const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };

const LENGTH = /^-?\d{1,5}(\.\d+)?(px|%)$/u;
const COLOUR = /^#[0-9a-f]{6}([0-9a-f]{2})?$/iu;

/** A CSS length for a token of `table`, a px or % value; null for anything else, which is then left out. */
export function length(value, table = {}) {
  if (value === undefined || value === null) return null;
  if (Object.hasOwn(table, value)) return `${table[value]}px`;
  return LENGTH.test(value) ? value : null;
}

export const colour = (value) => (COLOUR.test(value ?? "") ? value : null);

/** "16:9" as a CSS ratio; LINE allows a height of at most three times the width. */
export function ratio(value) {
  const found = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/u.exec(value ?? "1:1");
  return found ? `${found[1]} / ${found[2]}` : "1 / 1";
}

/** Sets the style properties that have a value. */
export function dress(node, styles) {
  for (const [name, value] of Object.entries(styles)) if (value !== null && value !== undefined) node.style[name] = value;
  return node;
}

/** A linear gradient of a box background, or null. */
export function gradient(background) {
  if (background?.type !== "linearGradient" || !/^\d{1,3}(\.\d+)?deg$/u.test(background.angle ?? "")) return null;
  const [start, middle, end] = [background.startColor, background.centerColor, background.endColor].map(colour);
  if (!start || !end) return null;
  const stop = /^\d{1,3}(\.\d+)?%$/u.test(background.centerPosition ?? "") ? background.centerPosition : "50%";
  return `linear-gradient(${background.angle}, ${start}, ${middle ? `${middle} ${stop}, ` : ""}${end})`;
}
