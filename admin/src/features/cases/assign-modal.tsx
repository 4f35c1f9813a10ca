import { assignCase, listAssignees } from "@cunqing/contract/paths";
import { Form, Radio } from "antd";
import { FormModal } from "../../shared/form-modal.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { useCall, useSend } from "../../shared/use-call.ts";
import { CaseQuote } from "./case-quote.tsx";
import { NoteField, type CaseModalProps } from "./take-modals.tsx";

interface AssignValues {
  readonly assigneeId: string;
  readonly note?: string;
}

/** Names the handler; how much each already has in hand stands beside the name. */
export function AssignModal({ of, onClose }: CaseModalProps) {
  const send = useSend();
  const assignees = useCall(listAssignees, { params: { caseId: of.id } });
  return (
    <FormModal<AssignValues>
      open
      title="交办"
      okText="交办"
      done="已交办"
      onClose={onClose}
      submit={({ assigneeId, note }) => send(assignCase, { params: { caseId: of.id }, body: { seenState: of.state, assigneeId, note } })}
    >
      <CaseQuote of={of} />
      <ListState of={assignees} isEmpty={({ rows }) => rows.length === 0} empty="没有可以交办的人，请先给人安排岗位">
        {({ rows }) => (
          <Form.Item name="assigneeId" label="交给谁办" rules={[{ required: true, message: "请选一个人" }]}>
            <Radio.Group className="choice-list">
              {rows.map((person) => (
                <Radio key={person.id} value={person.id}>
                  <strong>{person.name}</strong>
                  <span className="soft">
                    {person.areaName}·{person.roleName}
                  </span>
                  <span className="choice-end soft">手上 {person.openCount} 件</span>
                </Radio>
              ))}
            </Radio.Group>
          </Form.Item>
        )}
      </ListState>
      <NoteField label="交办意见" />
    </FormModal>
  );
}
