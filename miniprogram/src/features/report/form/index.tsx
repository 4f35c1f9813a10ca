import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { limits } from "@cunqing/contract/limits";
import { doorWords, useCatalog, type Catalog } from "../../../base/catalog.ts";
import { isDoor } from "../../../base/doors.ts";
import { goTo } from "../../../base/go-to.ts";
import { forgetAnswers } from "../../../base/query.ts";
import { getVillageHome, listMyCases, listVillageCases } from "@cunqing/contract/paths";
import { Button } from "../../../ui/button.tsx";
import { Emergency } from "../../../ui/emergency.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { PhotoPicker } from "../../../ui/photos.tsx";
import { tell } from "../../../ui/toast.tsx";
import { VoiceRecorder } from "../../../ui/voice.tsx";
import { whatIsMissing, type Draft } from "../draft.ts";
import { CategoryPart } from "../parts/category-part.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { WhoSeesIt } from "../parts/who-sees-it.tsx";
import { WherePart } from "../parts/where-part.tsx";
import { keepSent } from "../sent-report.ts";
import { sendDraft } from "../send-draft.ts";
import { forgetDraft, useDraft } from "../use-draft.ts";

export default function ReportFormPage() {
  const { door } = useRouter().params;
  const { draft, change, draftPlace } = useDraft(isDoor(door) ? door : "report");
  const catalog = useCatalog();

  const send = async (): Promise<void> => {
    const missing = whatIsMissing(draftPlace.read());
    if (missing !== null) {
      tell(missing);
      return;
    }
    keepSent(await sendDraft(draftPlace));
    forgetDraft();
    void forgetAnswers(getVillageHome, listMyCases, listVillageCases);
    await goTo.reportSent();
  };

  const foot = <Button id="send-report" kind="main" label={draft.sending ? "再发一次" : "送出去"} busyLabel="正在送…" onPress={send} />;
  return (
    <Page title={doorWords[draft.door].verb} id="report-form" foot={foot}>
      {draft.sending ? (
        <Waiting draft={draft} />
      ) : (
        <ListState of={catalog}>{(words) => <Form draft={draft} change={change} catalog={words} />}</ListState>
      )}
    </Page>
  );
}

interface FormProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly catalog: Catalog;
}

/** The fast part first: a photo and "send" are enough; everything below has a sensible answer already. */
function Form({ draft, change, catalog }: FormProps) {
  return (
    <View>
      <Emergency numbers={catalog.emergency} isShort />
      <View className="card">
        <PhotoPicker photos={draft.photos} onChange={(photos) => change({ photos })} />
      </View>
      <View className="card">
        <TextArea
          id="report-text"
          label="是什么事"
          placeholder={`例如：${doorWords[draft.door].hint}`}
          max={limits.caseTextMax}
          value={draft.text}
          onChange={(text) => change({ text })}
        />
        <VoiceRecorder voice={draft.voice} onChange={(voice) => change({ voice })} />
      </View>
      <CategoryPart draft={draft} change={change} categories={catalog.categories} />
      <WherePart draft={draft} change={change} />
      <WhoSeesIt draft={draft} change={change} />
    </View>
  );
}
