/**
 * Draws the line icons of the mini-program and writes them as CSS masks, so that one drawing takes any colour and
 * any size, the elder view's too. Run `node --import tsx scripts/make-icons.ts` after changing a drawing.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path data on a 24 x 24 sheet, drawn with a round pen. */
const drawings: Record<string, string> = {
  home: "M3 11 12 3.5 21 11M5.5 9.5V20h13V9.5M10 20v-5.5h4V20",
  report: "M4 10v4h3.5L16 19V5L7.5 10H4zM19 9.5a4 4 0 0 1 0 5M8 14.5 9.5 20",
  services: "M6 4.5h12V21H6zM9 3h6v3H9zM9 11h6M9 15h4",
  mine: "M12 12a4.2 4.2 0 1 0 0-8.4A4.2 4.2 0 0 0 12 12zM4 20.5c.8-4.2 4-6 8-6s7.2 1.8 8 6",
  camera: "M3 7.5h4.5L9 5h6l1.5 2.5H21V19H3zM12 16.2a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z",
  mic: "M12 14.5a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5.5a3 3 0 0 0 3 3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5",
  play: "M8 5v14l11-7z",
  stop: "M7 7h10v10H7z",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  pin: "M12 21.5c-4-4.5-6.5-7.8-6.5-11.2a6.5 6.5 0 0 1 13 0c0 3.4-2.5 6.7-6.5 11.2zM12 12.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2",
  next: "M9.5 5.5 16 12l-6.5 6.5",
  back: "M14.5 5.5 8 12l6.5 6.5",
  lock: "M6 11h12v9.5H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  people: "M9 11.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6zM2.5 19.5c.6-3.6 3.2-5 6.5-5s5.9 1.4 6.5 5M15.5 5.3a3.3 3.3 0 0 1 0 6M17.5 14.8c2.3.6 3.7 2.1 4 4.7",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21.5h4",
  phone: "M5 4h4l1.8 4.5-2.3 1.8a12 12 0 0 0 5.2 5.2l1.8-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
  shield: "M12 3 4.5 6v5.5c0 4.7 3 8 7.5 9.5 4.5-1.5 7.5-4.8 7.5-9.5V6zM8.5 12l2.5 2.5 4.5-4.5",
  key: "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11.5h9M17.5 11.5v3.5M20.5 11.5v2.5",
  letters: "M3 19 8.5 5 14 19M5 14.5h7M16 19l2.7-7 2.8 7M16.9 17h3.7",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
  photo: "M3.5 5h17v14h-17zM3.5 16l5-5 4.5 4.5 2.5-2.5 5 4.5M15.5 9.5v.1",
  list: "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.1M4 12h.1M4 17.5h.1",
  idea: "M9 18h6M10 21h4M8.5 15C6.7 13.7 6 12 6 10a6 6 0 0 1 12 0c0 2-.7 3.7-2.5 5z",
  help: "M12 21s-8-4.7-8-10.5A4.5 4.5 0 0 1 12 8a4.5 4.5 0 0 1 8 2.5C20 16.3 12 21 12 21z",
  swap: "M4 8.5h15l-3.5-3.5M20 15.5H5L8.5 19",
  out: "M10 4H5v16h5M14.5 8l4 4-4 4M18 12H9.5",
  inbox: "M4 5h16v14H4zM4 14h4.5l1.5 2.5h4l1.5-2.5H20",
  stamp: "M9.5 14.5 8 8.5a4 4 0 1 1 8 0l-1.5 6M5 14.5h14v4H5zM5 21.5h14",
  eye: "M2.5 12c2.3-4.3 5.6-6.5 9.5-6.5s7.2 2.2 9.5 6.5c-2.3 4.3-5.6 6.5-9.5 6.5S4.8 16.3 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  scan: "M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M4 12h16",
  save: "M12 3.5v11M7.5 10.5 12 15l4.5-4.5M4.5 20.5h15",
  work: "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
};

const target = fileURLToPath(new URL("../src/ui/styles/icons.scss", import.meta.url));
writeFileSync(target, stylesheet());

function stylesheet(): string {
  const rules = Object.entries(drawings).map(([name, path]) => {
    const url = `url("${asDataUri(path)}")`;
    return `.icon-${name} { -webkit-mask-image: ${url}; mask-image: ${url}; }`;
  });
  return ["// Written by scripts/make-icons.ts; change the drawings there.", ...rules, ""].join("\n");
}

function asDataUri(path: string): string {
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='2'` +
    ` stroke-linecap='round' stroke-linejoin='round'><path d='${path}'/></svg>`;
  return `data:image/svg+xml,${svg.replace(/[<>#]/g, (sign) => encodeURIComponent(sign))}`;
}
