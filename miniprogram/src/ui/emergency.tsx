import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { spoken } from "./spoken.ts";

interface EmergencyProps {
  readonly numbers: readonly { number: string; words: string }[];
  /** Numbers alone, where the form below needs the room. */
  readonly isShort?: boolean;
}

/** Before any form: what cannot wait is telephoned, not typed. */
export function Emergency({ numbers, isShort = false }: EmergencyProps) {
  return (
    <View className={`emergency${isShort ? " short" : ""}`} id="emergency">
      <View className="strong">急事先打电话，别在这里等</View>
      <View className="emergency-numbers">
        {numbers.map(({ number, words }) => (
          <View
            key={number}
            id={`dial-${number}`}
            className="emergency-number"
            {...spoken("button", `打 ${number}，${words}`)}
            onClick={() => void Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined)}
          >
            <View className="strong">{number}</View>
            {!isShort && <View className="small">{words}</View>}
          </View>
        ))}
      </View>
    </View>
  );
}
