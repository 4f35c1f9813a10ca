import { limits } from "@cunqing/contract/limits";
import { declineCase } from "@cunqing/contract/paths";
import { callAs } from "../../../base/call.ts";
import { useCatalog } from "../../../base/catalog.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList } from "../../../ui/choice.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { useTyped, type ActionSheetProps } from "./action-sheet.ts";

/** A reason of the county's list, and words of one's own that the reporter reads. */
export function DeclineSheet({ of, onClose, onDone }: ActionSheetProps) {
  const catalog = useCatalog();
  const { typed, write, choose, clear } = useTyped("decline", of.id);
  const reason = typed.text.trim();
  const send = async (): Promise<void> => {
    const body = { seenState: of.state, reasonCode: typed.chosen, reason };
    const settled = await callAs("staff", declineCase, { params: { caseId: of.id }, body }, { idempotencyKey: typed.key });
    clear();
    onDone(settled);
  };
  return (
    <Sheet title="为什么不受理" onClose={onClose} id="decline-sheet">
      <ChoiceList
        id="decline-reason"
        value={typed.chosen}
        options={(catalog.data?.declineReasons ?? []).map(({ code, name, advice }) => ({ value: code, words: name, hint: advice }))}
        onChange={choose}
      />
      <TextArea id="decline-text" label="给反映人说明白，该找谁" max={limits.reasonMax} value={typed.text} onChange={write} />
      <Button
        id="send-decline"
        kind="danger"
        label="不受理，告诉反映人"
        busyLabel="正在送…"
        isOff={typed.chosen === "" || reason.length < limits.reasonMin}
        onPress={send}
      />
    </Sheet>
  );
}
