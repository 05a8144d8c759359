// Parts whose text changes with every step keep the tallest height they had: nothing below jumps.

export class Steady {
  constructor(...parts) {
    this.parts = parts;
    this.widths = new Map();
    this.observer = new ResizeObserver((entries) => entries.forEach((entry) => this.keep(entry)));
    for (const part of parts) this.observer.observe(part);
  }

  keep({ target, borderBoxSize: [{ inlineSize, blockSize }] }) {
    const turned = Math.abs((this.widths.get(target) ?? 0) - inlineSize) > 1;
    this.widths.set(target, inlineSize);
    target.style.minHeight = turned ? "" : `${blockSize}px`;
  }

  /** Other words: the heights start anew. */
  reset() {
    for (const part of this.parts) part.style.minHeight = "";
  }

  stop() {
    this.observer.disconnect();
  }
}
