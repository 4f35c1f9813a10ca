import { View } from "@tarojs/components";
import { useCatalog } from "../../../base/catalog.ts";
import { showFields } from "../receipt-fields.ts";

interface RegisteredFieldsProps {
  readonly fields: readonly { readonly field: string; readonly value: string }[];
  readonly isSealed: boolean;
}

/** Only what was held against the entry is shown, so nothing here can be put into one's mouth. */
export function RegisteredFields({ fields, isSealed }: RegisteredFieldsProps) {
  const catalog = useCatalog();
  const shown = showFields(fields, catalog.data ?? { categories: [], grades: [] });
  return (
    <View className="card gap-top" id="receipt-fields">
      <View className="section-title first">登记了什么</View>
      {isSealed && <View className="soft">这件事不公开：别人看留痕，只知道有一条，看不出是谁、是什么事。</View>}
      {shown.length === 0 && <View className="soft">原话已按规定删掉，登记过的事还在。</View>}
      {shown.map(({ label, words }) => (
        <View key={label} className="field-line">
          <View className="soft small">{label}</View>
          <View className="wrap-text">{words}</View>
        </View>
      ))}
    </View>
  );
}
