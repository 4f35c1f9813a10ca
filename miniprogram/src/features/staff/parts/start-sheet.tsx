import { limits } from "@cunqing/contract/limits";
import { startCase } from "@cunqing/contract/paths";
import { callAs } from "../../../base/call.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { noteOf, useTyped, type ActionSheetProps } from "./action-sheet.ts";

export function StartSheet({ of, onClose, onDone }: ActionSheetProps) {
  const { typed, write, clear } = useTyped("start", of.id);
  const send = async (): Promise<void> => {
    const body = { seenState: of.state, ...noteOf(typed.text) };
    const settled = await callAs("staff", startCase, { params: { caseId: of.id }, body }, { idempotencyKey: typed.key });
    clear();
    onDone(settled);
  };
  return (
    <Sheet title="开始办" onClose={onClose} id="start-sheet">
      <TextArea id="start-note" label="打算怎么办（可以不写）" max={limits.noteMax} value={typed.text} onChange={write} />
      <Button id="send-start" kind="main" label="开始办" onPress={send} />
    </Sheet>
  );
}
