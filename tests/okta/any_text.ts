import fc from "fast-check";

/** Any text, of control characters, halves of characters and all; cheaper to make than fast-check's own `binary`. */
export const anyText = fc.array(fc.nat(0xffff), { maxLength: 24 }).map((codes) => String.fromCharCode(...codes));
