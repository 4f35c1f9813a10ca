import { Image, View } from "@tarojs/components";
import { encode } from "uqr";
import { toBase64, utf8 } from "@cunqing/proof";
import { useMemo } from "react";
import { spoken } from "../../../ui/spoken.ts";

/** A QR code as a picture made on the phone: dark squares in runs, so that the picture stays small. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const address = useMemo(() => asPicture(text), [text]);
  return (
    <View className="qr" id="qr" {...spoken("img", label)}>
      <Image className="qr-picture" src={address} mode="aspectFit" />
    </View>
  );
}

/** Four squares of white around it, as the standard demands for every scanner to find it. */
const quiet = 4;

function asPicture(text: string): string {
  const { data, size } = encode(text, { ecc: "M", border: quiet });
  const path = data.map((row, y) => runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`).join("")).join("");
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
  return `data:image/svg+xml;base64,${toBase64(utf8(svg))}`;
}

function runsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  row.forEach((isDark, at) => {
    const last = runs[runs.length - 1];
    if (isDark && last && last.from + last.length === at) {
      last.length += 1;
    } else if (isDark) {
      runs.push({ from: at, length: 1 });
    }
  });
  return runs;
}
