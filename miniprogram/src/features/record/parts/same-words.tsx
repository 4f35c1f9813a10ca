import { View } from "@tarojs/components";
import { areEqual, concatBytes, sha256, utf8 } from "@cunqing/proof";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";

interface SameWordsProps {
  readonly salt: Uint8Array;
  /** What the entry commits to, field by field. */
  readonly commitments: readonly Uint8Array[];
}

/** The QR code holds no words; whoever brings them along may see that they are the registered ones. */
export function SameWords({ salt, commitments }: SameWordsProps) {
  const [words, setWords] = useState("");
  const [isSame, setSame] = useState<boolean | null>(null);
  const compare = (): void => {
    const commitment = sha256(concatBytes(salt, utf8(words.trim())));
    setSame(commitments.some((one) => areEqual(one, commitment)));
  };
  return (
    <View className="card">
      <TextArea
        id="words-to-compare"
        label="对一对原话（可以不对）"
        hint="把收条主人当时写的话贴进来，一个字都不能差"
        value={words}
        onChange={(typed) => {
          setWords(typed);
          setSame(null);
        }}
      />
      <Button id="compare-words" label="对一对" isOff={words.trim() === ""} onPress={compare} />
      {isSame !== null && (
        <View className={`tag gap-top ${isSame ? "tone-green" : "tone-amber"}`} id="words-compared">
          {isSame ? "和登记时一字不差" : "和登记时的不一样"}
        </View>
      )}
    </View>
  );
}
