import { View } from "@tarojs/components";
import type { listMyClaims as listMyClaimsEndpoint, ResultOf } from "@cunqing/contract";
import { identityPattern, limits } from "@cunqing/contract/limits";
import { claimRollPlace, listMyClaims } from "@cunqing/contract/paths";
import { useRef, useState } from "react";
import { call } from "../../../base/call.ts";
import { haveConsent } from "../../../base/consent.ts";
import { goTo } from "../../../base/go-to.ts";
import { forgetAnswers, useCall } from "../../../base/query.ts";
import { randomKey } from "../../../base/random-key.ts";
import { sayMoment } from "../../../base/time-words.ts";
import { useNow } from "../../../base/use-now.ts";
import { useVillage } from "../../../base/village.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { Row, Rows } from "../../../ui/row.tsx";
import { tell } from "../../../ui/toast.tsx";

type Claim = ResultOf<typeof listMyClaimsEndpoint>["rows"][number];

export default function ClaimPage() {
  const claims = useCall(listMyClaims, {});
  return (
    <Page title="认领名册身份" id="claim-page">
      <ListState of={claims}>
        {({ rows }) => (
          <View>
            {rows.map((claim) => (
              <ClaimCard key={claim.id} of={claim} />
            ))}
            {rows.every(({ state }) => state === "refused") && <ClaimForm />}
          </View>
        )}
      </ListState>
    </Page>
  );
}

const standings: Record<Claim["state"], { words: string; tone: string }> = {
  open: { words: "等村里核对", tone: "amber" },
  approved: { words: "已核对", tone: "green" },
  refused: { words: "没有通过", tone: "late" },
};

function ClaimCard({ of }: { of: Claim }) {
  const now = useNow();
  const { words, tone } = standings[of.state];
  return (
    <View className="card" id={`claim-${of.id}`}>
      <View className="across">
        <View className="strong">
          {of.name} · {of.village.name}
        </View>
        <View className={`tag tone-${tone}`}>{words}</View>
      </View>
      <View className="soft small">
        {of.maskedIdentity} · {sayMoment(of.createdAt, now)}
      </View>
      {of.reason && <View className="gap-top">村里说：{of.reason}</View>}
    </View>
  );
}

/** The identity number is the one thing typed here that is not kept on the phone: it must not lie about. */
function ClaimForm() {
  const village = useVillage();
  const [name, setName] = useState("");
  const [number, setNumber] = useState("");
  const key = useRef(randomKey());
  const identityNumber = number.trim().toUpperCase();
  const isReady = village !== null && name.trim().length >= 2 && identityPattern.test(identityNumber);

  const send = async (): Promise<void> => {
    if (village === null || !(await haveConsent())) {
      tell("没有同意，就先不认领");
      return;
    }
    try {
      await call(claimRollPlace, { body: { villageId: village.id, name: name.trim(), identityNumber } }, { idempotencyKey: key.current });
    } finally {
      key.current = randomKey();
    }
    await forgetAnswers(listMyClaims);
    tell("已交给村里核对");
  };
  return (
    <View>
      <Rows>
        <Row id="claim-village" icon="home" words="哪个村" end={village?.name ?? "去选"} onPress={() => goTo.chooseVillage()} />
      </Rows>
      <View className="card">
        <View className="soft">村里拿名册核对，对上了，您就能参加本村的投票、办本村的事。</View>
        <View className="gap-top">
          <Field id="claim-name" label="姓名" max={limits.nameMax} value={name} onChange={setName} />
          <Field id="claim-number" label="身份证号" type="idcard" hint="只用来核对名册，存起来是加密的" max={18} value={number} onChange={setNumber} />
        </View>
        <Button id="send-claim" kind="main" label="交给村里核对" busyLabel="正在交…" isOff={!isReady} onPress={send} />
      </View>
    </View>
  );
}
