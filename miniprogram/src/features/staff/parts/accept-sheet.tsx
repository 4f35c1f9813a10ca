import { View } from "@tarojs/components";
import { limits } from "@cunqing/contract/limits";
import { acceptCase } from "@cunqing/contract/paths";
import { callAs } from "../../../base/call.ts";
import { useCatalog } from "../../../base/catalog.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList } from "../../../ui/choice.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { noteOf, useTyped, type ActionSheetProps } from "./action-sheet.ts";

export function AcceptSheet({ of, onClose, onDone }: ActionSheetProps) {
  const catalog = useCatalog();
  const { typed, write, choose, clear } = useTyped("accept", of.id);
  const offered = (catalog.data?.categories ?? []).filter(({ doors }) => doors.includes(of.door));
  const send = async (): Promise<void> => {
    const body = { seenState: of.state, ...noteOf(typed.text), ...(typed.chosen ? { categoryCode: typed.chosen } : {}) };
    const settled = await callAs("staff", acceptCase, { params: { caseId: of.id }, body }, { idempotencyKey: typed.key });
    clear();
    onDone(settled);
  };
  return (
    <Sheet title="受理这件事" onClose={onClose} id="accept-sheet">
      <TextArea id="accept-note" label="给反映人说一句（可以不写）" max={limits.noteMax} value={typed.text} onChange={write} />
      <Button id="send-accept" kind="main" label="受理" busyLabel="正在受理…" onPress={send} />
      {offered.length > 1 && (
        <>
          <View className="field-label gap-top">类别不对就改一下，期限跟着变</View>
          <ChoiceList
            id="accept-category"
            value={typed.chosen || of.category.code}
            options={offered.map(({ code, name, limitWorkingDays }) => ({ value: code, words: name, hint: `${limitWorkingDays} 个工作日` }))}
            onChange={choose}
          />
        </>
      )}
    </Sheet>
  );
}
