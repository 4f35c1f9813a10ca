import type { Page } from "playwright-core";

export interface Seen {
  readonly words: string;
  /** Of the letters, in CSS pixels. */
  readonly size: number;
  readonly contrast: number;
  readonly lineSpacing: number;
}

export interface Target {
  readonly name: string;
  readonly isMain: boolean;
  readonly width: number;
  readonly height: number;
}

/** Every piece of text on the open page as it is drawn, and everything on it that answers to a finger. */
export function measure(page: Page): Promise<{ seen: Seen[]; targets: Target[] }> {
  return page.evaluate(() => {
    type Colour = [number, number, number, number];
    const parse = (css: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (one: number, other: number): number => one * top[3] + other * (1 - top[3]);
      return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1];
    };
    const groundOf = (element: Element | null): Colour => {
      if (element === null) {
        return [255, 255, 255, 1];
      }
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, groundOf(element.parentElement));
    };
    const light = (colour: Colour): number => {
      const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const isDrawn = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
    };
    const contrastOf = (element: Element): number => {
      const ground = groundOf(element);
      const [one, other] = [light(over(parse(getComputedStyle(element).color), ground)), light(ground)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
    const lettered = [...document.querySelectorAll("body *")].filter(
      (element) => isDrawn(element) && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ""),
    );
    const seen = lettered.map((element) => {
      const style = getComputedStyle(element);
      const size = Number.parseFloat(style.fontSize);
      const line = style.lineHeight === "normal" ? 1.4 : Number.parseFloat(style.lineHeight) / size;
      return { words: element.textContent.trim().slice(0, 30), size, contrast: contrastOf(element), lineSpacing: line };
    });
    const touched = [...document.querySelectorAll("[role=button], [role=tab], [role=radio], [role=checkbox], input, textarea")].filter(isDrawn);
    const targets = touched.map((element) => {
      const box = element.getBoundingClientRect();
      const isMain = element.matches(".giant, .button-main, .tab, #add-photo, .choice");
      return { name: element.id || (element.textContent.trim().slice(0, 20) ?? ""), isMain, width: box.width, height: box.height };
    });
    return { seen, targets };
  });
}
