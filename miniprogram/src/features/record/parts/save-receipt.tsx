import { View } from "@tarojs/components";
import { fromBase64, qrText } from "@cunqing/proof";
import { apiAddress } from "../../../base/call.ts";
import { fileOfText, handOver } from "../../../base/download.ts";
import { isWeapp } from "../../../base/platform.ts";
import type { KeptReceipt, ReceiptAnswer } from "../../../base/receipt-rules.ts";
import { trail } from "../../../base/trail.ts";
import { Button } from "../../../ui/button.tsx";
import { tell } from "../../../ui/toast.tsx";
import { fileNameOf, fileTextOf } from "../receipt-file.ts";
import { QrPicture } from "./qr-picture.tsx";

/** A file for oneself, a square for the window of the township. */
export function SaveReceipt({ of }: { of: KeptReceipt }) {
  const save = async (): Promise<void> => {
    if ((await handOver(fileOfText(fileTextOf(of), fileNameOf(of)))) === "handed") {
      tell(isWeapp ? "发出去了，在那个聊天里找得到" : "存好了，在手机的“下载”里");
    }
  };
  const qr = of.receipt && qrOf(of.receipt);
  return (
    <View>
      <Button id="save-receipt" icon="save" label={of.receipt ? "存到手机" : "把凭证存到手机"} onPress={save} />
      {isWeapp && <View className="soft small gap-top">微信里是发到一个聊天，发给“文件传输助手”就存住了。</View>}
      {qr !== null && (
        <View className="card gap-top" id="receipt-qr">
          <View className="section-title first">给窗口扫一扫</View>
          <View className="soft">扫了能核对这一条，看不到您的原话。</View>
          <QrPicture text={qr} label="收条的二维码" />
        </View>
      )}
    </View>
  );
}

function qrOf({ position, leaf, opening, fields }: ReceiptAnswer): string | null {
  const bytes = fromBase64(leaf);
  const salt = opening?.salt ?? fields.find(({ field }) => field === "text" || field === "words")?.salt;
  return bytes && qrText(publicUrl(), { origin: trail.origin, position, leaf: bytes, salt: salt === undefined ? null : fromBase64(salt) });
}

/** Where everybody finds the service: the page's own address, or what the mini-program was built for. */
const publicUrl = (): string => (isWeapp ? apiAddress("").replace(/\/api$/, "") : window.location.origin);
