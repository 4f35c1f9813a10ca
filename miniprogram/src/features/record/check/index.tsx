import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { parseQrText, type QrReceipt } from "@cunqing/proof";
import { useState } from "react";
import { isWeapp } from "../../../base/platform.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Page } from "../../../ui/page.tsx";
import { tell } from "../../../ui/toast.tsx";
import { CheckedReceipt } from "../parts/checked-receipt.tsx";
import { LonePromise } from "../parts/lone-promise.tsx";
import { QrChecked } from "../parts/qr-checked.tsx";
import { readFile, type InFile } from "../receipt-file.ts";
import { qrFromQuery } from "../qr-query.ts";
import { chooseReceiptFile, scanQr } from "../take-in.ts";

type TakenIn = InFile | { readonly kind: "qr"; readonly qr: QrReceipt } | null;

/** Anybody's receipt, by its QR code or its file. Nobody has to sign in to check. */
export default function CheckPage() {
  const { params } = useRouter();
  const [taken, setTaken] = useState<TakenIn>(() => {
    const qr = qrFromQuery(params);
    return qr && { kind: "qr", qr };
  });
  return (
    <Page title="核对收条" id="check-page">
      {taken === null ? (
        <TakeIn onTaken={setTaken} />
      ) : (
        <View>
          <Outcome of={taken} />
          <Button id="check-another" label="核对另一份" onPress={() => setTaken(null)} />
        </View>
      )}
    </Page>
  );
}

function Outcome({ of }: { of: NonNullable<TakenIn> }) {
  switch (of.kind) {
    case "qr":
      return <QrChecked qr={of.qr} />;
    case "receipt":
      return <CheckedReceipt receipt={of.receipt} />;
    case "promise":
      return <LonePromise note={of.note} />;
  }
}

function TakeIn({ onTaken }: { onTaken: (taken: NonNullable<TakenIn>) => void }) {
  const [pasted, setPasted] = useState("");
  const take = (text: string | null): void => {
    const taken = text === null ? null : understand(text);
    if (taken !== null) {
      onTaken(taken);
    } else if (text !== null) {
      tell("这不是村情通的收条");
    }
  };
  return (
    <View>
      <View className="card">
        <View className="strong">收条是真是假，登记的有没有被改过，这里一核对就知道。</View>
        <View className="soft">不用登录。核对用的钥匙在您手机里，不听服务器的。</View>
      </View>
      {isWeapp && <Button id="scan" kind="main" icon="scan" label="扫收条上的二维码" onPress={async () => take(await scanQr())} />}
      <Button id="choose-file" kind={isWeapp ? "quiet" : "main"} icon="inbox" label="选收条文件" onPress={async () => take(await chooseReceiptFile())} />
      <View className="card gap-top">
        <TextArea
          id="paste-receipt"
          label="或者贴在这里"
          placeholder="二维码扫出来的网址，或者收条文件里的内容"
          max={20_000}
          value={pasted}
          onChange={setPasted}
        />
        <Button id="check-pasted" label="核对" isOff={pasted.trim() === ""} onPress={() => take(pasted.trim())} />
      </View>
    </View>
  );
}

function understand(text: string): NonNullable<TakenIn> | null {
  const inFile = readFile(text);
  const qr = inFile ? null : parseQrText(text);
  return inFile ?? (qr && { kind: "qr", qr });
}
