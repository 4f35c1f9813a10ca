import { listPeople } from "@cunqing/contract/paths";
import { Select } from "antd";
import { useEffect, useState } from "react";
import { useHolds } from "../../shared/session.ts";
import { useCall } from "../../shared/use-call.ts";

const TYPING_PAUSE = 300;

interface PersonFieldProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (personId: string | undefined) => void;
}

/** Finds a person on the roll by name. */
export function PersonField({ id, value, onChange }: PersonFieldProps) {
  const mayRead = useHolds("roll.read");
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const people = useCall(listPeople, { params: { q: asked } }, { enabled: mayRead && asked !== "" });
  const options = (people.data?.rows ?? []).map((person) => ({ value: person.id, label: `${person.name}　${person.village.name}　${person.maskedIdentity}` }));
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      allowClear
      disabled={!mayRead}
      placeholder={mayRead ? "输入姓名查找" : "您没有查看名册的权限"}
      loading={people.isFetching}
      notFoundContent={asked === "" ? "输入姓名查找" : people.isPending ? "正在找…" : "名册里没有这个名字"}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={options}
      onChange={(next: string | undefined) => onChange?.(next)}
    />
  );
}

/** The text once typing has paused, so that the server is not asked about every half of a name. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), TYPING_PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}
