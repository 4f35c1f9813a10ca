import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { loginByWechat } from "@cunqing/contract/paths";
import { useQuery } from "@tanstack/react-query";
import { callAs } from "../../../base/call.ts";
import { isRecord } from "../../../base/shapes.ts";
import { ListState } from "../../../ui/list-state.tsx";
import { Row, Rows } from "../../../ui/row.tsx";
import { mayAskWho, settleSession } from "./sign-in.ts";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

/** In the demo the sandbox plays WeChat: one picks who one is. */
export function SandboxLogin({ sandboxUrl }: { sandboxUrl: string }) {
  const people = useQuery({ queryKey: ["sandbox", "people"], queryFn: () => listPeople(sandboxUrl) });
  const login = async (person: Person): Promise<void> => {
    if (await mayAskWho()) {
      const code = await askCode(sandboxUrl, person.id);
      await settleSession(await callAs("nobody", loginByWechat, { body: { code } }));
    }
  };
  return (
    <View>
      <View className="section-title">用沙盒微信登录（演示）</View>
      <ListState of={people} empty={{ when: (found) => found.length === 0, words: "沙盒里还没有人" }}>
        {(found) => (
          <Rows>
            {found.map((person) => (
              <Row key={person.id} id={`sandbox-${person.id}`} icon="mine" words={person.name} hint={person.note} onPress={() => login(person)} />
            ))}
          </Rows>
        )}
      </ListState>
    </View>
  );
}

async function listPeople(sandboxUrl: string): Promise<Person[]> {
  const { data } = await Taro.request<unknown>({ url: `${sandboxUrl}/sandbox/people` });
  const people: unknown = isRecord(data) ? data["people"] : null;
  return Array.isArray(people) ? people.filter(isRecord).map(asPerson) : [];
}

async function askCode(sandboxUrl: string, personId: string): Promise<string> {
  const { data } = await Taro.request<unknown>({
    url: `${sandboxUrl}/sandbox/wechat/login-code`,
    method: "POST",
    header: { "Content-Type": "application/json" },
    data: { personId },
  });
  return isRecord(data) ? String(data["code"]) : "";
}

const asPerson = (person: Record<string, unknown>): Person => ({
  id: String(person["id"]),
  name: String(person["name"]),
  note: String(person["note"] ?? ""),
});
