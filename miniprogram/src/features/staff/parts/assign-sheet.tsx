import { limits } from "@cunqing/contract/limits";
import { assignCase, listAssignees } from "@cunqing/contract/paths";
import { callAs } from "../../../base/call.ts";
import { useCall } from "../../../base/query.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceList } from "../../../ui/choice.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { noteOf, useTyped, type ActionSheetProps } from "./action-sheet.ts";

export function AssignSheet({ of, onClose, onDone }: ActionSheetProps) {
  const people = useCall(listAssignees, { params: { caseId: of.id } }, { as: "staff" });
  const { typed, write, choose, clear } = useTyped("assign", of.id);
  const send = async (): Promise<void> => {
    const body = { seenState: of.state, assigneeId: typed.chosen, ...noteOf(typed.text) };
    const settled = await callAs("staff", assignCase, { params: { caseId: of.id }, body }, { idempotencyKey: typed.key });
    clear();
    onDone(settled);
  };
  return (
    <Sheet title="派给谁办" onClose={onClose} id="assign-sheet">
      <ListState of={people} as="staff" empty={{ when: ({ rows }) => rows.length === 0, words: "没有能办这件事的人", icon: "people" }}>
        {({ rows }) => (
          <ChoiceList
            id="assignee"
            value={typed.chosen}
            options={rows.map(({ id, name, roleName, areaName, openCount }) => ({
              value: id,
              words: name,
              hint: `${areaName}${roleName}，手上 ${openCount} 件`,
            }))}
            onChange={choose}
          />
        )}
      </ListState>
      <TextArea id="assign-note" label="交代一句（可以不写）" max={limits.noteMax} value={typed.text} onChange={write} />
      <Button id="send-assign" kind="main" label="派给他" busyLabel="正在派…" isOff={typed.chosen === ""} onPress={send} />
    </Sheet>
  );
}
