import sharp from "sharp";
import type { DemoScene } from "./demo-stories.ts";

/** Drawn stand-ins for photographs, so that the demo shows pictures and no real place or person. */
export function drawScene(scene: DemoScene): Promise<Buffer> {
  const isNight = scene === "dark_lamp" || scene === "bright_lamp";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="960">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${isNight ? "#16233b" : "#9cc7e4"}"/><stop offset="1" stop-color="${isNight ? "#33415c" : "#e9f1ee"}"/></linearGradient></defs>
    <rect width="1280" height="960" fill="url(#sky)"/>
    <path d="M0 520 Q 220 380 460 500 T 900 470 T 1280 500 V 960 H 0 Z" fill="${isNight ? "#22382f" : "#6f9a62"}"/>
    <path d="M0 600 Q 320 520 640 590 T 1280 580 V 960 H 0 Z" fill="${isNight ? "#2b463a" : "#87ad6d"}"/>
    <path d="M420 960 Q 560 720 700 640 T 980 560 L 1040 575 Q 880 660 800 740 T 860 960 Z" fill="${isNight ? "#4b5058" : "#b9b4aa"}"/>
    <g>${house(180, 470, isNight)}${house(1060, 440, isNight)}</g>
    ${subject[scene]}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}

const house = (x: number, y: number, isNight: boolean): string =>
  `<rect x="${x - 70}" y="${y}" width="140" height="110" fill="${isNight ? "#6d7078" : "#f4efe4"}"/><path d="M${x - 95} ${y} L${x} ${y - 60} L${x + 95} ${y} Z" fill="${isNight ? "#3a3d45" : "#5b5f63"}"/><rect x="${x - 18}" y="${y + 45}" width="36" height="65" fill="#7a5a3c"/>`;

const lamp = (glow: string): string =>
  `<rect x="884" y="330" width="14" height="420" fill="#3c4046"/><path d="M891 336 q 60 -46 120 -6" stroke="#3c4046" stroke-width="12" fill="none"/><ellipse cx="1010" cy="336" rx="34" ry="16" fill="#d9d4c8"/>${glow}`;

const subject: Record<DemoScene, string> = {
  mud_on_road:
    '<path d="M520 800 Q 560 690 640 684 Q 700 650 770 700 Q 850 716 880 800 Q 700 850 520 800 Z" fill="#c9973f"/><path d="M560 794 Q 610 716 664 716 Q 720 700 760 740" stroke="#a87a2d" stroke-width="10" fill="none"/><circle cx="620" cy="770" r="16" fill="#a87a2d"/><circle cx="740" cy="776" r="22" fill="#b3832f"/>',
  clean_road: '<path d="M640 940 L660 860 M690 790 L730 730 M780 680 L840 640" stroke="#fff" stroke-width="10"/>',
  dark_lamp: lamp(""),
  bright_lamp: lamp('<path d="M1010 346 L 860 800 H 1160 Z" fill="#ffe9a8" opacity="0.35"/><circle cx="1010" cy="344" r="60" fill="#fff3c4" opacity="0.8"/>'),
  rubbish:
    '<rect x="560" y="640" width="110" height="150" rx="8" fill="#3f7f5b"/><rect x="550" y="622" width="130" height="24" rx="6" fill="#2f6247"/><circle cx="700" cy="780" r="34" fill="#d8d3cb"/><circle cx="750" cy="790" r="26" fill="#7da7c4"/><circle cx="530" cy="792" r="28" fill="#c77d5a"/><circle cx="590" cy="620" r="26" fill="#e3dcd0"/><circle cx="640" cy="612" r="30" fill="#c9c2b4"/>',
  clean_corner:
    '<rect x="560" y="640" width="110" height="150" rx="8" fill="#3f7f5b"/><rect x="550" y="622" width="130" height="24" rx="6" fill="#2f6247"/><circle cx="760" cy="770" r="30" fill="#5f8f4e"/><circle cx="800" cy="780" r="24" fill="#74a35f"/>',
};
